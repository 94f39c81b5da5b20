import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import type { EventRow } from '../platform/events/event-row.js';
import { Live } from '../platform/live/live.service.js';
import { SessionEntries } from './session-entries.service.js';
import type { SessionEntryRow, SessionRow } from './session-row.js';
import type { SyncedBatch, SyncedSession } from './sessions.events.js';
import { SessionsService } from './sessions.service.js';

export type SessionDelivery =
  { seq: number; session: SessionRow; entries: SessionEntryRow[] } | { seq: number; reason: string };

/** The live feed of sessions. Events say which sessions changed; the rows are read as they are when they are delivered. */
@Injectable()
export class SessionChanges {
  constructor(
    private readonly live: Live,
    private readonly sessions: SessionsService,
    private readonly entries: SessionEntries,
  ) {}

  /** Changes after `after`, in log order, of one session or of all. Ends when `signal` aborts. */
  async *follow(
    ctx: Pick<Ctx, 'organizationId'>,
    from: { id: string | null; after: number | null },
    signal: AbortSignal,
  ): AsyncGenerator<SessionDelivery> {
    for await (const page of this.live.follow(ctx.organizationId!, from.after, signal)) {
      if ('gap' in page) yield { seq: page.seq, reason: page.gap };
      else for (const event of page.events) yield* this.toldBy(ctx, event, from.id);
    }
  }

  private async *toldBy(
    ctx: Pick<Ctx, 'organizationId'>,
    event: EventRow,
    only: string | null,
  ): AsyncGenerator<SessionDelivery> {
    const { batch, changed } = changesOf(event, only);
    if (changed.length === 0) return;
    const rows = await this.sessions.byIds(
      ctx,
      changed.map(({ id }) => id),
    );
    for (const change of changed) {
      const session = rows.get(change.id);
      if (!session) continue;
      const entries = await this.entries.addedBy(ctx, batch, change);
      yield { seq: Number(event.seq), session, entries };
    }
  }
}

function changesOf(event: EventRow, only: string | null): { batch: string; changed: SyncedSession[] } {
  const nothing = { batch: '', changed: [] };
  if (event.outcome !== 'SUCCESS') return nothing;
  const wanted = (session: SyncedSession) => only === null || session.id === only;
  if (event.type === 'session.erased')
    return { ...nothing, changed: [{ id: event.subject_id! }].filter(wanted) };
  if (event.type !== 'sessions.synced') return nothing;
  const after = event.payload?.after as (SyncedBatch & { id: string }) | null | undefined;
  return after ? { batch: after.id, changed: after.sessions.filter(wanted) } : nothing;
}
