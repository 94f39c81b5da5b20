import { Injectable } from '@nestjs/common';
import { ConnectorDirectory } from '../connectors/connector-directory.service.js';
import { RuntimeHostsService } from '../hosts/runtime-hosts.service.js';
import type { Ctx } from '../platform/auth/ctx.js';
import type { GraphqlContext } from '../platform/graphql/request.js';
import type { SessionRow } from './session-row.js';

/** Hosts and gateways nobody hears: what they said last of anything open is worth nothing now. */
@Injectable()
export class AwaySources {
  constructor(
    private readonly hosts: RuntimeHostsService,
    private readonly connectors: ConnectorDirectory,
  ) {}

  /** Ids of hosts and of connectors. */
  async ids(ctx: Ctx): Promise<string[]> {
    return [...(await this.hosts.awayIds(ctx)), ...(await this.connectors.awayIds(ctx))];
  }

  /** Whether this session's is one of them; batched. For field resolvers. */
  async isAway(context: GraphqlContext, row: SessionRow): Promise<boolean> {
    const ctx = context.ctx!;
    if (row.host_id !== null) {
      const host = await this.hosts.load(context, ctx, row.host_id);
      return !host?.heard || host.revoked_at !== null;
    }
    const loader = context.loaders.get('away-connectors', async (ids) => {
      const away = await this.connectors.awayIds(ctx);
      return new Map(ids.map((id) => [id, away.includes(id)]));
    });
    return (await loader.load(row.connector_id!)) ?? true;
  }
}
