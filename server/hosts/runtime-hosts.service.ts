import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import type { GraphqlContext } from '../platform/graphql/request.js';
import { hostColumns, type RuntimeHostRow } from './runtime-host-row.js';

export type { RuntimeHostRow } from './runtime-host-row.js';

/** Paired machines. */
@Injectable()
export class RuntimeHostsService {
  constructor(private readonly database: Database) {}

  /** Hosts by id; ids of other organisations are missing from the answer. */
  async byIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, RuntimeHostRow>> {
    const rows: RuntimeHostRow[] = await this.database.within(ctx, (tx) =>
      tx.query(`select ${hostColumns} from runtime_hosts h where h.org_id = $1 and h.id = any ($2::uuid[])`, [
        ctx.organizationId,
        ids,
      ]),
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** One host, batched with all others asked for in the same request. For field resolvers. */
  load(request: GraphqlContext, ctx: Ctx, id: string): Promise<RuntimeHostRow | null> {
    return request.loaders.get('runtime-hosts', (ids) => this.byIds(ctx, ids)).load(id);
  }
}
