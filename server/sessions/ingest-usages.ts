import { jsonbText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import type { KnownSession } from './ingest-sessions.js';
import type { CheckedBatch } from './session-batch.js';
import { scopeOf, type SessionSource } from './session-source.js';
import { leaveToTranscripts } from './transcript-calls.js';
import { applyChangedSums, deleteEmptySums, sumsOfKeys } from './usage-sums.sql.js';
import type { UsagePricing } from './usage-pricing.service.js';

/**
 * Takes up a batch's model calls. Each (call, session) is stored once with the largest figures told of it; of several
 * sessions that hold the same call the one born first counts it. The sums by day and model, and the sessions' own,
 * follow in the same transaction.
 * @returns how many calls were not known, and the sessions whose sums changed.
 */
export async function takeUsages(
  tx: Tx,
  source: SessionSource,
  batch: CheckedBatch,
  given: { known: ReadonlyMap<string, KnownSession>; pricing: UsagePricing },
): Promise<{ newUsages: number; touched: string[] }> {
  const place = [source.org_id, scopeOf(source), source.kind];
  const rows = batch.usages.map((usage) => {
    const { sessionExternalId, ...rest } = usage;
    return { ...rest, ...given.pricing.of(usage), sessionId: given.known.get(sessionExternalId)!.id };
  });
  const reborn = [...given.known.values()].filter((session) => session.reborn).map(({ id }) => id);
  const keys = await affected(tx, place, { keys: rows.map(({ key }) => key), reborn });
  if (keys.length === 0) return { newUsages: 0, touched: [] };
  const [before]: { sums: string }[] = await tx.query(sumsOfKeys, [...place, keys]);
  const [added]: { count: number }[] = await tx.query(insert, [...place, jsonbText(rows)]);
  await tx.query(settle, [...place, keys]);
  await leaveToTranscripts(tx, source, keys);
  const changed: { id: string }[] = await tx.query(applyChangedSums, [...place, keys, before!.sums]);
  const touched = [...new Set(changed.map(({ id }) => id))];
  if (touched.length > 0) await tx.query(deleteEmptySums, [source.org_id, touched]);
  return { newUsages: added!.count, touched };
}

/** Keys of the batch, and those of sessions whose age changed that another session holds too. */
async function affected(
  tx: Tx,
  place: unknown[],
  about: { keys: string[]; reborn: string[] },
): Promise<string[]> {
  if (about.reborn.length === 0) return [...new Set(about.keys)];
  const rows: { key: string }[] = await tx.query(
    `select key from session_usages where org_id = $1 and scope_id = $2 and runtime = $3 and key = any (
       array(select key from session_usages where org_id = $1 and session_id = any ($4::uuid[])))
     group by key having count(*) > 1`,
    [...place, about.reborn],
  );
  return [...new Set([...about.keys, ...rows.map(({ key }) => key)])];
}

/** What is told of a call, in the order in which two tellings are compared: the larger one holds. */
const told = [
  ...['output', 'input', 'cache_read', 'cache_write', 'cache_write_long', 'reasoning'],
  ...['at', 'model', 'provider', 'entry_key', 'elsewhere', 'usd_picos', 'price_version'],
];

/** Null counts as nothing told, so it is the smallest. */
const ranked = (of: string) =>
  `${of}.output, ${of}.input, ${of}.cache_read, ${of}.cache_write, ${of}.cache_write_long, ${of}.reasoning,
   coalesce(${of}.at, 'epoch'), ${of}.model, coalesce(${of}.provider, ''), coalesce(${of}.entry_key, ''),
   coalesce(${of}.elsewhere, '')`;

/** A call told twice in one batch would be touched twice by one statement, so the largest is taken first. */
const insert = `
  with told as (
    select distinct on (key, "sessionId") key, "sessionId" as session_id, output, input, "cacheRead" as cache_read,
      "cacheWrite" as cache_write, "cacheWriteLong" as cache_write_long, reasoning, at, model, provider,
      "entryKey" as entry_key, elsewhere, "usdPicos" as usd_picos, "priceVersion" as price_version
    from jsonb_to_recordset($4::jsonb) as u(key text, "sessionId" uuid, output bigint, input bigint,
      "cacheRead" bigint, "cacheWrite" bigint, "cacheWriteLong" bigint, reasoning bigint, at timestamptz(3),
      model text, provider text, "entryKey" text, elsewhere text,
      "usdPicos" bigint, "priceVersion" text)
    order by key, "sessionId", output desc, input desc, "cacheRead" desc, "cacheWrite" desc, "cacheWriteLong" desc,
      reasoning desc, coalesce(at, 'epoch') desc, model desc, coalesce(provider, '') desc,
      coalesce("entryKey", '') desc, coalesce(elsewhere, '') desc),
  known as (
    select distinct key from session_usages
    where org_id = $1 and scope_id = $2 and runtime = $3 and key in (select key from told)),
  written as (
    insert into session_usages as u (org_id, scope_id, runtime, key, session_id, ${told.join(', ')})
    select $1, $2, $3, t.key, t.session_id, ${told.map((column) => `t.${column}`).join(', ')} from told t
    on conflict (org_id, scope_id, runtime, key, session_id) do update
      set ${told.map((column) => `${column} = excluded.${column}`).join(', ')}
      where (${ranked('excluded')}) > (${ranked('u')}))
  select count(distinct key)::int as count from told where key not in (select key from known)`;

/** Gives each call held by several sessions to the one born first, with the largest figures any of them told. */
const settle = `
  with claims as (
    select u.*, s.born_at, s.external_id, s.source_id, count(*) over (partition by u.key) as holders
    from session_usages u join sessions s on s.org_id = u.org_id and s.id = u.session_id
    where u.org_id = $1 and u.scope_id = $2 and u.runtime = $3 and u.key = any ($4)),
  owners as (
    select distinct on (key) key, session_id from claims where holders > 1
    order by key, born_at nulls last, external_id, source_id),
  largest as (
    select distinct on (key) key, ${told.join(', ')} from claims c where holders > 1
    order by key, (${ranked('c')}) desc)
  update session_usages u
  set counted = u.session_id = o.session_id, ${told.map((column) => `${column} = l.${column}`).join(', ')}
  from owners o join largest l on l.key = o.key
  where u.org_id = $1 and u.scope_id = $2 and u.runtime = $3 and u.key = o.key
    and ((u.counted, ${ranked('u')}) is distinct from (u.session_id = o.session_id, ${ranked('l')}))`;
