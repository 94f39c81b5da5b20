import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import type { EventRow } from '../platform/events/event-row.js';
import { Loaders } from '../platform/graphql/loaders.js';
import type { GraphqlContext } from '../platform/graphql/request.js';
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
    ctx: Ctx,
    from: { id: string | null; after: number | null },
    context: GraphqlContext,
    signal: AbortSignal,
  ): AsyncGenerator<SessionDelivery> {
    for await (const item of this.live.follow(ctx.organizationId!, from.after, signal)) {
      if ('gap' in item) {
        yield { seq: item.seq, reason: item.gap };
        continue;
      }
      const { batch, changed } = changesOf(item.event, from.id);
      if (changed.length === 0) continue;
      const rows = await this.sessions.byIds(
        ctx,
        changed.map(({ id }) => id),
      );
      for (const change of changed) {
        const session = rows.get(change.id);
        if (!session) continue;
        const entries = await this.entries.addedBy(ctx, batch, change);
        // What an earlier delivery loaded is stale by now.
        context.loaders = new Loaders();
        yield { seq: item.seq, session, entries };
      }
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
