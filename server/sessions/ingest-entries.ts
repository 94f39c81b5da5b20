import { jsonbText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import type { KnownSession } from './ingest-sessions.js';
import type { CheckedBatch } from './session-batch.js';
import type { SessionSource } from './session-source.js';

/** Entries of one session that became its own, or (with `sign` -1) that turned out to be another one's. */
export interface EntryChange {
  session_id: string;
  sign: 1 | -1;
  entries: number;
  messages: number;
  tool_calls: number;
  first_position: string;
  last_position: string;
  /** SHA-256 of the lines "key digest" of entries that were added, in byte order of the keys; null where they only moved. */
  digest: string | null;
}

export interface TakenEntries {
  changes: EntryChange[];
  newEntries: number;
  /** Sessions some of whose entries are another one's: whose, is to be found again. */
  copies: string[];
}

/**
 * Takes up a batch's entries. Each (entry, session) is stored once; of several sessions that hold the same entry the
 * one born first owns it.
 */
export async function takeEntries(
  tx: Tx,
  source: SessionSource,
  batch: CheckedBatch,
  { known, batchId }: { known: ReadonlyMap<string, KnownSession>; batchId: string },
): Promise<TakenEntries> {
  const rows = batch.entries.map((entry) => {
    const session = known.get(entry.sessionExternalId)!;
    const { sessionExternalId: _told, ...rest } = entry;
    // What was erased here does not come back by being read again.
    const content = session.erased ? { text: null, withheld: true } : {};
    return { ...rest, ...content, sessionId: session.id };
  });
  const added: EntryChange[] =
    rows.length === 0 ? [] : await tx.query(insert, [source.org_id, source.id, batchId, jsonbText(rows)]);
  const reborn = [...known.values()].filter((session) => session.reborn).map(({ id }) => id);
  const keys = await contested(tx, source, { keys: rows.map(({ key }) => key), reborn });
  const moved: EntryChange[] =
    keys.length === 0 ? [] : await tx.query(settle, [source.org_id, source.id, keys]);
  return {
    changes: [...added, ...moved],
    newEntries: added.reduce((sum, { entries }) => sum + entries, 0),
    copies: keys.length === 0 ? [] : await claimants(tx, source, keys),
  };
}

/** Keys of the batch, and of sessions whose age changed, that more than one session holds. */
async function contested(
  tx: Tx,
  source: SessionSource,
  about: { keys: string[]; reborn: string[] },
): Promise<string[]> {
  const rows: { key: string }[] = await tx.query(
    `select key from session_entries where org_id = $1 and source_id = $2 and key = any (
       $3::text[] || array(select key from session_entries where org_id = $1 and session_id = any ($4::uuid[])))
     group by key having count(*) > 1`,
    [source.org_id, source.id, about.keys, about.reborn],
  );
  return rows.map(({ key }) => key);
}

async function claimants(tx: Tx, source: SessionSource, keys: string[]): Promise<string[]> {
  const rows: { session_id: string }[] = await tx.query(
    `select distinct session_id from session_entries where org_id = $1 and source_id = $2 and key = any ($3)`,
    [source.org_id, source.id, keys],
  );
  return rows.map((row) => row.session_id);
}

const counts = `count(*)::int as entries, count(*) filter (where kind = 'MESSAGE')::int as messages,
    count(*) filter (where kind = 'TOOL_CALL')::int as tool_calls,
    min(position) as first_position, max(position) as last_position`;

const insert = `
  with added as (
    insert into session_entries (org_id, source_id, batch, key, session_id, position, kind, role, at, text,
      text_length, withheld, redactions, digest, tool_name, tool_call_id, is_error, model)
    select $1, $2, $3, e.key, e."sessionId", e.position, e.kind, e.role, e.at, e.text, e."textLength", e.withheld,
      e.redactions, decode(e.digest, 'hex'), e."toolName", e."toolCallId", e."isError", e.model
    from jsonb_to_recordset($4::jsonb) as e(key text, "sessionId" uuid, position bigint, kind text, role text,
      at timestamptz(3), text text, "textLength" integer, withheld boolean, redactions integer, digest text,
      "toolName" text, "toolCallId" text, "isError" boolean, model text)
    on conflict (org_id, source_id, key, session_id) do nothing
    returning session_id, kind, position, key, digest)
  select session_id, 1 as sign, ${counts},
    encode(sha256(convert_to(string_agg(key || ' ' || encode(digest, 'hex'), E'\\n' order by key), 'UTF8')), 'hex') as digest
  from added group by session_id`;

/** Gives each contested entry to the session born first; erased there, it is erased in all that hold it. */
const settle = `
  with claims as (
    select e.key, e.session_id, e.copied as was,
      row_number() over age as place,
      s.erased_at is not null or first_value(s.erased_at is not null) over age as erased
    from session_entries e join sessions s on s.org_id = e.org_id and s.id = e.session_id
    where e.org_id = $1 and e.source_id = $2 and e.key = any ($3)
    window age as (partition by e.key order by s.born_at nulls last, s.external_id)),
  moved as (
    update session_entries e set copied = c.place > 1,
      text = case when c.erased then null else e.text end, withheld = e.withheld or (c.erased and e.text is not null)
    from claims c
    where e.org_id = $1 and e.source_id = $2 and e.key = c.key and e.session_id = c.session_id
      and (e.copied <> (c.place > 1) or (c.erased and e.text is not null))
    returning e.session_id, e.kind, e.position, e.copied, c.was)
  select session_id, case when copied then -1 else 1 end as sign, ${counts}, null as digest from moved
  where copied <> was group by session_id, copied`;
