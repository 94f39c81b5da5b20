import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { uuidOrNull } from '../platform/database/uuid.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { addWordsOf, forgetWords } from './session-words.js';
import { takeTurn } from './session-source.js';
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
      const [asked]: { scope_id: string }[] = await tx.query(
        `select coalesce(host_id, source_id) as scope_id from sessions where org_id = $1 and id = $2::uuid`,
        [ctx.organizationId, uuidOrNull(id)],
      );
      if (!asked) throw new AppError('NOT_FOUND');
      // What a host is sending right now is either before this, and erased, or after it, and never stored.
      await takeTurn(tx, asked.scope_id);
      const [row]: SessionRow[] = await tx.query(`select * from sessions where org_id = $1 and id = $2`, [
        ...[ctx.organizationId, id],
      ]);
      if (row!.erased_at !== null) return id;
      await tx.query(`update sessions set erased_at = now(), title = null where org_id = $1 and id = $2`, [
        ...[ctx.organizationId, id],
      ]);
      const texts = await eraseTexts(tx, row!);
      await recordErased(this.events, tx, ctx, { id, externalId: row!.external_id, texts });
      return id;
    });
  }
}

/** Empties the session's entries and every copy of them, and what is known of their words. Answers how many there were. */
async function eraseTexts(tx: Tx, { org_id, source_id, id }: SessionRow): Promise<number> {
  const erased: { session_id: string; texts: number }[] = await tx.query(
    `with erased as (
       update session_entries set text = null, withheld = true
       where org_id = $1 and source_id = $2 and text is not null
         and key in (select key from session_entries where org_id = $1 and session_id = $3)
         and (session_id = $3 or copied)
       returning session_id)
     select session_id, count(*)::int as texts from erased group by session_id`,
    [org_id, source_id, id],
  );
  const sessions = erased.map((row) => row.session_id);
  await forgetWords(tx, org_id, [id, ...sessions]);
  await addWordsOf(tx, org_id, sessions);
  return erased.reduce((sum, { texts }) => sum + texts, 0);
}
