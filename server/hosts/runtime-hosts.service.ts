import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import { afterCommit, type Tx } from '../platform/database/tx.js';
import { uuidOrNull } from '../platform/database/uuid.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { decodeIdCursor, pageSize, toPage, type Page } from '../platform/graphql/keyset.js';
import type { GraphqlContext } from '../platform/graphql/request.js';
import { problemOfName } from '../platform/input/text-rules.js';
import { Doorbell } from '../platform/live/doorbell.js';
import { hostEvents } from './hosts.events.js';
import { hostColumns, type RuntimeHostRow } from './runtime-host-row.js';

export type { RuntimeHostRow } from './runtime-host-row.js';

/** Paired machines. */
@Injectable()
export class RuntimeHostsService {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly doorbell: Doorbell,
  ) {}

  /** By name. */
  async list(
    ctx: Ctx,
    first: number | null | undefined,
    after: string | null | undefined,
  ): Promise<Page<RuntimeHostRow>> {
    const size = pageSize(first);
    const key = decodeIdCursor(after, 1);
    const rows: RuntimeHostRow[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select ${hostColumns} from runtime_hosts h where h.org_id = $1
         and ($2::text is null or (lower(h.name), h.id) > ($2, $3::uuid)) order by lower(h.name), h.id limit $4`,
        [ctx.organizationId, key?.[0] ?? null, key?.[1] ?? null, size + 1],
      ),
    );
    return toPage(
      rows,
      size,
      (row) => [row.name.toLowerCase(), row.id],
      (row) => row,
    );
  }

  async find(ctx: Ctx, id: string): Promise<RuntimeHostRow | null> {
    return (await this.byIds(ctx, [uuidOrNull(id)])).get(id) ?? null;
  }

  /** Hosts by id; ids of other organisations are missing from the answer. */
  async byIds(ctx: Ctx, ids: readonly (string | null)[]): Promise<Map<string, RuntimeHostRow>> {
    const rows: RuntimeHostRow[] = await this.database.within(ctx, (tx) =>
      tx.read(`select ${hostColumns} from runtime_hosts h where h.org_id = $1 and h.id = any ($2::uuid[])`, [
        ctx.organizationId,
        ids,
      ]),
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Hosts that are removed or not heard of any more: what they said last of anything open is worth nothing now. */
  async awayIds(ctx: Ctx): Promise<string[]> {
    const rows: { id: string }[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select id from (select ${hostColumns} from runtime_hosts h where h.org_id = $1) h
         where not heard or revoked_at is not null`,
        [ctx.organizationId],
      ),
    );
    return rows.map(({ id }) => id);
  }

  /** One host, batched with all others asked for in the same request. For field resolvers. */
  load(request: GraphqlContext, ctx: Ctx, id: string): Promise<RuntimeHostRow | null> {
    return request.loaders.get('runtime-hosts', (ids) => this.byIds(ctx, ids)).load(id);
  }

  /** @throws AppError INVALID_INPUT, NOT_FOUND */
  async rename(ctx: Ctx, id: string, given: string): Promise<string> {
    const name = given.normalize('NFC').trim();
    const problem = problemOfName(name);
    if (problem !== null) throw new AppError('INVALID_INPUT', undefined, { fields: { name: problem } });
    return this.database.write(ctx, async (tx) => {
      const row = await lock(tx, ctx, id);
      if (row.name === name) return row.id;
      await tx.query(`update runtime_hosts set name = $3 where org_id = $1 and id = $2`, [
        ctx.organizationId,
        row.id,
        name,
      ]);
      const change = { before: { name: row.name }, after: { name } };
      await this.record(tx, ctx, { id: row.id, name, type: hostEvents.renamed, ...change });
      afterCommit(tx, () => this.doorbell.ring('hosts', row.id));
      return row.id;
    });
  }

  /** Revoking twice changes nothing and says so by the first date. @throws AppError NOT_FOUND */
  async revoke(ctx: Ctx, id: string): Promise<string> {
    return this.database.write(ctx, async (tx) => {
      const row = await lock(tx, ctx, id);
      if (row.revoked_at !== null) return row.id;
      await tx.query(`update runtime_hosts set revoked_at = now() where org_id = $1 and id = $2`, [
        ctx.organizationId,
        row.id,
      ]);
      await this.record(tx, ctx, { id: row.id, name: row.name, type: hostEvents.revoked });
      afterCommit(tx, () => this.doorbell.ring('credentials', ctx.organizationId!));
      return row.id;
    });
  }

  private async record(
    tx: Tx,
    ctx: Ctx,
    { id, name, ...event }: { id: string; name: string; type: string; before?: object; after?: object },
  ): Promise<void> {
    const subject = { type: 'runtime_host', id, label: name };
    await this.events.record(tx, ctx, { subject, ...event });
  }
}

/** The host, locked until the transaction ends. @throws AppError NOT_FOUND, the same for a foreign id. */
async function lock(tx: Tx, ctx: Ctx, id: string): Promise<RuntimeHostRow> {
  const [row]: RuntimeHostRow[] = await tx.query(
    `select ${hostColumns} from runtime_hosts h where h.org_id = $1 and h.id = $2::uuid for update`,
    [ctx.organizationId, uuidOrNull(id)],
  );
  if (!row) throw new AppError('NOT_FOUND');
  return row;
}
