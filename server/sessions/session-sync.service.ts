import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RuntimeInstancesService, type AddedInstance } from '../hosts/runtime-instances.service.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.service.js';
import { jsonbText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { checkedBatch } from './checked-batch.rules.js';
import { takeEntries, type TakenEntries } from './ingest-entries.js';
import { findForks, takeFacts, type KnownSession } from './ingest-sessions.js';
import { takeUsages } from './ingest-usages.js';
import { activityOf } from './session-activity.rules.js';
import type { CheckedBatch, HostBatch, WireBatch } from './session-batch.js';
import { takeTurn, type SessionSource } from './session-source.js';
import { recordSynced, type SyncedSession } from './sessions.events.js';
import { holdTranscripts, leaveCallsTo, transcriptsOf } from './transcript-calls.js';
import { UsagePricing } from './usage-pricing.service.js';

/** What became of a batch. */
export interface BatchReceipt {
  newEntries: number;
  knownEntries: number;
  newUsages: number;
}

/** Takes up what hosts read of their runtimes. */
@Injectable()
export class SessionSync {
  constructor(
    private readonly database: Database,
    private readonly instances: RuntimeInstancesService,
    private readonly pricing: UsagePricing,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes up a batch in one transaction. Batches may come twice, late and in any order: what is stored in the end is
   * the same, and a batch that tells nothing new changes nothing.
   * @throws AppError NOT_FOUND for an instance that is not an added one of the calling host, CONFLICT while it is paused.
   */
  sync(ctx: Ctx, wire: HostBatch): Promise<BatchReceipt> {
    return this.database.write(ctx, async (tx) => {
      const instance = await this.openInstance(tx, ctx, wire.instanceId);
      const receipt = await this.take(tx, ctx, instance, wire);
      await this.instances.synced(tx, ctx, instance.id);
      return receipt;
    });
  }

  /** Takes up a batch of any source, in a transaction that holds the source's turn: see `takeTurn`. */
  async take(tx: Tx, ctx: Ctx, source: SessionSource, wire: WireBatch): Promise<BatchReceipt> {
    const batch = checkedBatch(wire, source.content_policy, this.clock.now());
    const id = this.clock.newId();
    if (source.host_id === null) await holdTranscripts(tx, source.org_id, transcriptsOf(batch));
    const known = await takeFacts(tx, source, batch);
    const entries = await takeEntries(tx, source, batch, { known, batchId: id });
    const usages = await takeUsages(tx, source, batch, { known, pricing: this.pricing });
    const forks = await findForks(tx, source, entries.copies);
    const active = await addToSessions(tx, source, batch, { known, entries });
    const left = await leaveCallsTo(tx, source, createdOf(known));
    const changed = [...changedFacts(known), ...usages.touched, ...forks, ...active, ...left];
    const sessions = syncedSessions(new Set(changed), entries);
    const usagesDigest = usages.newUsages > 0 ? digestOf(batch.usages) : null;
    const counts = { newEntries: entries.newEntries, newUsages: usages.newUsages };
    if (sessions.length > 0)
      await recordSynced(this.events, tx, ctx, { id, source, usagesDigest, sessions, ...counts });
    return { ...counts, knownEntries: batch.entries.length - entries.newEntries };
  }

  private async openInstance(tx: Tx, ctx: Ctx, instanceId: string): Promise<AddedInstance> {
    await takeTurn(tx, ctx.actor.id);
    const instance = await this.instances.forHost(tx, ctx, instanceId);
    if (instance.paused) {
      throw new AppError(
        'CONFLICT',
        'This runtime is paused here: nothing of it is taken until a person resumes it.',
      );
    }
    return instance;
  }
}

/** Adds counts and times to the sessions. Answers those that changed. */
async function addToSessions(
  tx: Tx,
  source: SessionSource,
  batch: CheckedBatch,
  { known, entries }: { known: ReadonlyMap<string, KnownSession>; entries: TakenEntries },
): Promise<string[]> {
  const rows = [
    ...[...activityOf(batch)].map(([externalId, activity]) => ({
      id: known.get(externalId)!.id,
      ...activity,
    })),
    ...entries.changes.map(({ session_id: id, sign, entries: count, messages, tool_calls: toolCalls }) => ({
      ...{ id, entries: sign * count, messages: sign * messages, toolCalls: sign * toolCalls },
    })),
  ];
  if (rows.length === 0) return [];
  const changed: { id: string }[] = await tx.query(addChanges, [source.org_id, jsonbText(rows)]);
  return changed.map(({ id }) => id);
}

const addChanges = `
  with change as (
    select c.id, coalesce(sum(c.entries), 0)::int as entries, coalesce(sum(c.messages), 0)::int as messages,
      coalesce(sum(c."toolCalls"), 0)::int as tool_calls, min(c."firstAt") as first_at, max(c."lastAt") as last_at,
      max(c.model) as model, max(c."modelAt") as model_at
    from jsonb_to_recordset($2::jsonb) as c(id uuid, entries int, messages int, "toolCalls" int,
      "firstAt" timestamptz(3), "lastAt" timestamptz(3), model text, "modelAt" timestamptz(3))
    group by c.id),
  next as (
    select s.id, s.entry_count + c.entries as entry_count, s.message_count + c.messages as message_count,
      s.tool_call_count + c.tool_calls as tool_call_count, least(s.first_at, c.first_at) as first_at,
      greatest(s.last_activity_at, c.last_at) as last_activity_at,
      case when newer then c.model else s.model end as model, case when newer then c.model_at else s.model_at end as model_at
    from sessions s join change c on c.id = s.id,
      lateral (select c.model is not null and (s.model_at is null or (c.model_at, c.model collate "C") > (s.model_at, s.model collate "C")) as newer) n
    where s.org_id = $1),
  changed as (
    update sessions s set entry_count = n.entry_count, message_count = n.message_count,
      tool_call_count = n.tool_call_count, first_at = n.first_at, last_activity_at = n.last_activity_at,
      model = n.model, model_at = n.model_at
    from next n
    where s.org_id = $1 and s.id = n.id
      and (s.entry_count, s.message_count, s.tool_call_count, s.first_at, s.last_activity_at, s.model, s.model_at)
        is distinct from (n.entry_count, n.message_count, n.tool_call_count, n.first_at, n.last_activity_at, n.model, n.model_at)
    returning s.id)
  select id from changed`;

function createdOf(known: ReadonlyMap<string, KnownSession>): string[] {
  return [...known.values()].filter(({ created }) => created).map((session) => session.external_id);
}

function changedFacts(known: ReadonlyMap<string, KnownSession>): string[] {
  return [...known.values()].filter((session) => session.changed).map(({ id }) => id);
}

function syncedSessions(changed: ReadonlySet<string>, { changes }: TakenEntries): SyncedSession[] {
  const added = new Map(
    changes.filter(({ digest }) => digest !== null).map((change) => [change.session_id, change]),
  );
  return [...changed].sort().map((id) => {
    const change = added.get(id);
    if (!change) return { id };
    const [from, to] = [Number(change.first_position), Number(change.last_position)];
    return { id, added: { entries: change.entries, from, to, digest: change.digest! } };
  });
}

const digestOf = (told: unknown) => createHash('sha256').update(JSON.stringify(told)).digest('hex');
