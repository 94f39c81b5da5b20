import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import { uuidOrNull } from '../platform/database/uuid.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { recordErased } from './sessions.events.js';
import type { SessionRow } from './session-row.js';

/** Erases what was said. Counts, digests, costs and the log are kept, and erased stays erased when it is read again. */
@Injectable()
export class SessionErasure {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
  ) {}

  /**
   * Erases a session's title and texts, also where another session copied them.
   * @returns its id; a second time changes and records nothing. @throws AppError NOT_FOUND
   */
  erase(ctx: Ctx, id: string): Promise<string> {
    return this.database.write(ctx, async (tx) => {
      const [asked]: Pick<SessionRow, 'host_id'>[] = await tx.query(
        `select host_id from sessions where org_id = $1 and id = $2::uuid`,
        [ctx.organizationId, uuidOrNull(id)],
      );
      if (!asked) throw new AppError('NOT_FOUND');
      // What a host is sending right now is either before this, and erased, or after it, and never stored.
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('sessions/' || $1, 0))`, [asked.host_id]);
      const [row]: SessionRow[] = await tx.query(`select * from sessions where org_id = $1 and id = $2`, [
        ...[ctx.organizationId, id],
      ]);
      if (row!.erased_at !== null) return id;
      await tx.query(`update sessions set erased_at = now(), title = null where org_id = $1 and id = $2`, [
        ...[ctx.organizationId, id],
      ]);
      const [erased]: { count: number }[] = await tx.query(eraseTexts, [
        ctx.organizationId,
        row!.instance_id,
        id,
      ]);
      await recordErased(this.events, tx, ctx, { id, externalId: row!.external_id, texts: erased!.count });
      return id;
    });
  }
}

const eraseTexts = `
  with erased as (
    update session_entries set text = null, withheld = true
    where org_id = $1 and instance_id = $2 and text is not null
      and key in (select key from session_entries where org_id = $1 and session_id = $3)
      and (session_id = $3 or copied)
    returning 1)
  select count(*)::int as count from erased`;
