import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { uuidOrNull } from '../platform/database/uuid.js';
import { AppError } from '../platform/errors/app-error.js';
import type { GraphqlContext } from '../platform/graphql/request.js';
import type { AddedInstance, RuntimeInstanceRow } from './runtime-instance-row.js';

export type { AddedInstance, RuntimeInstanceRow } from './runtime-instance-row.js';

/** Runtimes found on hosts, for whoever reads them and for the rooms above. */
@Injectable()
export class RuntimeInstancesService {
  constructor(private readonly database: Database) {}

  /**
   * The added instance of the calling host, locked until the transaction ends: nobody removes it meanwhile, and batches
   * of one instance come one after the other.
   * Whether it is paused is in the row: what arrives for a paused one was read before the host knew.
   * @throws AppError NOT_FOUND, the same for a foreign id, another host's, and one that is not added.
   */
  async forHost(tx: Tx, ctx: Ctx, instanceId: string): Promise<AddedInstance> {
    const [row]: AddedInstance[] = await tx.query(
      `select * from runtime_instances where org_id = $1 and id = $2::uuid and host_id = $3::uuid and state = 'ADDED'
       for no key update`,
      [ctx.organizationId, uuidOrNull(instanceId), ctx.actor.kind === 'HOST' ? ctx.actor.id : null],
    );
    if (!row) throw new AppError('NOT_FOUND');
    return row;
  }

  /** Says that something of it arrived now. In the transaction of `forHost`. */
  async synced(tx: Tx, ctx: Ctx, instanceId: string): Promise<void> {
    await tx.query(`update runtime_instances set last_sync_at = now() where org_id = $1 and id = $2`, [
      ctx.organizationId,
      instanceId,
    ]);
  }

  /** Instances by id; ids of other organisations are missing from the answer. */
  async byIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, RuntimeInstanceRow>> {
    const rows: RuntimeInstanceRow[] = await this.database.within(ctx, (tx) =>
      tx.read(`select * from runtime_instances where org_id = $1 and id = any ($2::uuid[])`, [
        ctx.organizationId,
        ids,
      ]),
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** One instance, batched with all others asked for in the same request. For field resolvers. */
  load(request: GraphqlContext, ctx: Ctx, id: string): Promise<RuntimeInstanceRow | null> {
    return request.loaders.get('runtime-instances', (ids) => this.byIds(ctx, ids)).load(id);
  }

  /** The instances of a host, added ones first, then by kind and place; batched. For field resolvers. */
  async loadOf(request: GraphqlContext, ctx: Ctx, hostId: string): Promise<RuntimeInstanceRow[]> {
    const loader = request.loaders.get('instances-of-hosts', (ids) => this.ofHosts(ctx, ids));
    return (await loader.load(hostId)) ?? [];
  }

  private async ofHosts(ctx: Ctx, ids: readonly string[]): Promise<Map<string, RuntimeInstanceRow[]>> {
    const rows: RuntimeInstanceRow[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select * from runtime_instances where org_id = $1 and host_id = any ($2::uuid[])
         order by state <> 'ADDED', kind, location, id`,
        [ctx.organizationId, ids],
      ),
    );
    return new Map(ids.map((id) => [id, rows.filter((row) => row.host_id === id)]));
  }
}
