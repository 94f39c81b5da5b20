import type { Ctx } from '../platform/auth/ctx.js';
import type { Tx } from '../platform/database/tx.js';
import type { EventLog } from '../platform/events/event-log.service.js';
import type { SessionSource } from './session-source.js';

/** What this room announces. */
export type SessionEventType = 'sessions.synced' | 'session.erased';

/** Pricing known model calls again; `after` holds the price version and how many sessions were done and changed. */
export const costEvents = {
  asked: 'cost.recompute_asked',
  continued: 'cost.recompute_continued',
  recomputed: 'cost.recomputed',
} as const;

/** How one session changed by a batch. */
export interface SyncedSession {
  id: string;
  /** Entries added as its own; their positions; SHA-256 of the lines "key digest" in byte order of the keys. */
  added?: { entries: number; from: number; to: number; digest: string };
}

/** What is recorded of a batch: one row of the log, whatever its size. */
export interface SyncedBatch {
  newEntries: number;
  newUsages: number;
  /** SHA-256 of the model calls as they were told. */
  usagesDigest: string | null;
  sessions: SyncedSession[];
}

/** Records a batch that changed something. `id` is the batch's, which its entries carry. */
export function recordSynced(
  events: EventLog,
  tx: Tx,
  ctx: Ctx,
  batch: { id: string; source: Pick<SessionSource, 'id' | 'label' | 'host_id'> } & SyncedBatch,
): Promise<string> {
  const { source, ...after } = batch;
  const type = source.host_id === null ? 'connector' : 'runtime_instance';
  return events.record(tx, ctx, {
    type: 'sessions.synced' satisfies SessionEventType,
    subject: { type, id: source.id, label: source.label },
    after,
  });
}

/** Records that a session's content was erased: how much, never what. */
export function recordErased(
  events: EventLog,
  tx: Tx,
  ctx: Ctx,
  session: { id: string; externalId: string; texts: number },
): Promise<string> {
  return events.record(tx, ctx, {
    type: 'session.erased' satisfies SessionEventType,
    subject: { type: 'session', id: session.id, label: session.externalId },
    after: { texts: session.texts },
  });
}
