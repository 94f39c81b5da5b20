import { Injectable } from '@nestjs/common';
import type { ContentPolicy } from '../../schema/generated/types.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import { afterCommit, type Tx } from '../platform/database/tx.js';
import { uuidOrNull } from '../platform/database/uuid.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { Doorbell } from '../platform/live/doorbell.js';
import { runtimeEvents } from './hosts.events.js';
import type { RuntimeInstanceRow } from './runtime-instance-row.js';

const mostAtOnce = 100;

type Change = Pick<RuntimeInstanceRow, 'state' | 'content_policy' | 'paused'>;

/** What people decide about runtimes: whether they are read, how much of them, and whether just now. */
@Injectable()
export class InstanceGovernance {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly doorbell: Doorbell,
  ) {}

  /** All of them or none. @throws AppError INVALID_INPUT, NOT_FOUND */
  async add(
    ctx: Ctx,
    wanted: readonly { instanceId: string; contentPolicy: ContentPolicy }[],
  ): Promise<string[]> {
    if (wanted.length === 0 || wanted.length > mostAtOnce) throw wrongCount();
    const ids = wanted.map(({ instanceId }) => instanceId);
    if (new Set(ids).size < ids.length) throw wrongCount('Each runtime once.');
    return this.database.write(ctx, async (tx) => {
      // Always in one order: two people adding the same ones wait for each other instead of failing.
      const ordered = [...wanted].sort((a, b) => (a.instanceId < b.instanceId ? -1 : 1));
      for (const { instanceId, contentPolicy } of ordered)
        await this.addOne(tx, ctx, instanceId, contentPolicy);
      return ids;
    });
  }

  remove(ctx: Ctx, id: string): Promise<string> {
    return this.change(ctx, id, runtimeEvents.removed, (row) => ({
      ...row,
      state: 'REMOVED',
      paused: false,
    }));
  }

  setPolicy(ctx: Ctx, id: string, policy: ContentPolicy): Promise<string> {
    return this.change(ctx, id, runtimeEvents.policyChanged, (row) => ({ ...row, content_policy: policy }));
  }

  pause(ctx: Ctx, id: string): Promise<string> {
    return this.change(ctx, id, runtimeEvents.paused, (row) => ({ ...row, paused: true }));
  }

  resume(ctx: Ctx, id: string): Promise<string> {
    return this.change(ctx, id, runtimeEvents.resumed, (row) => ({ ...row, paused: false }));
  }

  private async addOne(tx: Tx, ctx: Ctx, id: string, policy: ContentPolicy): Promise<void> {
    const row = await lock(tx, ctx, id);
    if (row.revoked)
      throw new AppError('CONFLICT', 'The host of this runtime was revoked. Pair it again first.');
    const next: Change = { state: 'ADDED', content_policy: policy, paused: row.paused };
    const type = row.state === 'ADDED' ? runtimeEvents.policyChanged : runtimeEvents.added;
    await this.apply(tx, ctx, row, { type, next });
  }

  /** Changes an added one; what is so already stays without a word. */
  private change(
    ctx: Ctx,
    id: string,
    type: string,
    next: (row: RuntimeInstanceRow) => Change,
  ): Promise<string> {
    return this.database.write(ctx, async (tx) => {
      const row = await lock(tx, ctx, id);
      if (row.state === 'REMOVED' && type === runtimeEvents.removed) return row.id;
      if (row.state !== 'ADDED') throw new AppError('CONFLICT', 'This runtime is not added. Add it first.');
      await this.apply(tx, ctx, row, { type, next: next(row) });
      return row.id;
    });
  }

  private async apply(
    tx: Tx,
    ctx: Ctx,
    row: RuntimeInstanceRow,
    { type, next }: { type: string; next: Change },
  ): Promise<void> {
    if (JSON.stringify(shown(row)) === JSON.stringify(shown(next))) return;
    await tx.query(
      `update runtime_instances set state = $3, content_policy = $4, paused = $5,
         added_at = case when state <> 'ADDED' and $3 = 'ADDED' then now() else added_at end,
         added_by = case when state <> 'ADDED' and $3 = 'ADDED' then $6::uuid else added_by end
       where org_id = $1 and id = $2`,
      [
        ...[ctx.organizationId, row.id, next.state, next.content_policy, next.paused],
        ctx.actor.kind === 'PERSON' ? ctx.actor.id : null,
      ],
    );
    await this.events.record(tx, ctx, {
      type,
      subject: { type: 'runtime_instance', id: row.id, label: row.label },
      before: shown(row),
      after: { ...shown(next), hostId: row.host_id, runtime: row.kind, location: row.location },
    });
    afterCommit(tx, () => this.doorbell.ring('hosts', row.host_id));
  }
}

const shown = ({ state, content_policy: contentPolicy, paused }: Change) => ({
  state,
  contentPolicy,
  paused,
});

/** The instance, locked until the transaction ends. @throws AppError NOT_FOUND, the same for a foreign id. */
async function lock(tx: Tx, ctx: Ctx, id: string): Promise<RuntimeInstanceRow & { revoked: boolean }> {
  const [row]: (RuntimeInstanceRow & { revoked: boolean })[] = await tx.query(
    `select i.*, h.revoked_at is not null as revoked from runtime_instances i
     join runtime_hosts h on h.org_id = i.org_id and h.id = i.host_id
     where i.org_id = $1 and i.id = $2::uuid for update of i`,
    [ctx.organizationId, uuidOrNull(id)],
  );
  if (!row) throw new AppError('NOT_FOUND');
  return row;
}

function wrongCount(words = `From 1 to ${mostAtOnce} runtimes.`): AppError {
  return new AppError('INVALID_INPUT', undefined, { fields: { input: words } });
}
