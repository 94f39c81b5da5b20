import { jsonbText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import type { SyncedSession } from './sessions.events.js';

/** About as many characters go into one row: PostgreSQL's word lists end at 1 MiB. */
const partLength = 65_536;

const write = (batch: string, entries: string) => `
  insert into session_words (org_id, session_id, batch, part, words)
  select $1, session_id, ${batch}, part, to_tsvector('simple', string_agg(text, ' '))
  from (select e.session_id, e.text,
      (sum(length(e.text)) over (partition by e.session_id order by e.position, e.key) / ${partLength})::int as part
    from ${entries} and e.org_id = $1 and e.text is not null and not e.copied) t
  group by session_id, part
  on conflict do nothing`;

/** Makes what a batch added findable. A second time changes nothing. */
export async function addWords(
  tx: Tx,
  organizationId: string,
  batch: { id: string; sessions: readonly SyncedSession[] },
): Promise<void> {
  const ranges = batch.sessions.flatMap(({ id, added }) =>
    added ? [{ id, from: added.from, to: added.to }] : [],
  );
  if (ranges.length === 0) return;
  await tx.query(
    write(
      '$2',
      `jsonb_to_recordset($3::jsonb) as r(id uuid, "from" bigint, "to" bigint)
       join session_entries e on e.session_id = r.id and e.position between r."from" and r."to" where e.batch = $2`,
    ),
    [organizationId, batch.id, jsonbText(ranges)],
  );
}

/** Makes all of some sessions findable anew, after their words were forgotten. */
export async function addWordsOf(tx: Tx, organizationId: string, sessions: readonly string[]): Promise<void> {
  await tx.query(write('session_id', 'session_entries e where e.session_id = any ($2::uuid[])'), [
    organizationId,
    sessions,
  ]);
}

/** Nothing of these sessions is found by its words any more. */
export async function forgetWords(
  tx: Tx,
  organizationId: string,
  sessions: readonly string[],
): Promise<void> {
  await tx.query(`delete from session_words where org_id = $1 and session_id = any ($2::uuid[])`, [
    organizationId,
    sessions,
  ]);
}
