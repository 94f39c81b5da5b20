import { jsonbText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import type { AddedInstance } from '../hosts/runtime-instances.service.js';
import type { KnownSession } from './ingest-sessions.js';
import type { CheckedBatch } from './session-batch.js';
import type { UsagePricing } from './usage-pricing.service.js';

/**
 * Takes up a batch's model calls. Each (call, session) is stored once with the largest figures told of it; of several
 * sessions that hold the same call the one born first counts it. The sums by day and model follow.
 * @returns how many calls were not known, and the sessions whose sums changed.
 */
export async function takeUsages(
  tx: Tx,
  instance: AddedInstance,
  batch: CheckedBatch,
  given: { known: ReadonlyMap<string, KnownSession>; pricing: UsagePricing },
): Promise<{ newUsages: number; touched: string[] }> {
  const place = [instance.org_id, instance.host_id, instance.kind];
  const rows = batch.usages.map((usage) => {
    const { sessionExternalId, ...rest } = usage;
    return { ...rest, ...given.pricing.of(usage), sessionId: given.known.get(sessionExternalId)!.id };
  });
  const reborn = [...given.known.values()].filter((session) => session.reborn).map(({ id }) => id);
  const keys = await affected(tx, place, { keys: rows.map(({ key }) => key), reborn });
  if (keys.length === 0) return { newUsages: 0, touched: [] };
  await tx.query(addSums(-1), [...place, keys]);
  const [added]: { count: number }[] = rows.length === 0 ? [] : await tx.query(insert, [...place, jsonbText(rows)]);
  await tx.query(settle, [...place, keys]);
  const touched: { session_id: string }[] = await tx.query(addSums(1), [...place, keys]);
  return { newUsages: added?.count ?? 0, touched: touched.map((row) => row.session_id) };
}

/** Keys of the batch, and of sessions whose age changed as far as another session holds them too. */
async function affected(tx: Tx, place: unknown[], about: { keys: string[]; reborn: string[] }): Promise<string[]> {
  if (about.reborn.length === 0) return [...new Set(about.keys)];
  const rows: { key: string }[] = await tx.query(
    `select key from session_usages where org_id = $1 and host_id = $2 and runtime = $3 and key = any (
       array(select key from session_usages where org_id = $1 and session_id = any ($4::uuid[])))
     group by key having count(*) > 1`,
    [...place, about.reborn],
  );
  return [...new Set([...about.keys, ...rows.map(({ key }) => key)])];
}
