import type { Tx } from '../platform/database/tx.js';
import type { CheckedBatch } from './session-batch.js';
import type { SessionSource } from './session-source.js';
import { applyChangedSums, deleteEmptySums, sumsOfKeys } from './usage-sums.sql.js';

/**
 * Calls that two sources tell of. A gateway may let Claude Code do the work: then Claude Code's transcript on some host
 * tells of the same calls, under other keys. The gateway names that transcript, and where its session is known in the
 * organisation, the calls count there and not at the gateway, whichever was read first.
 */

/** Transcripts that a gateway's batch says tell of its calls too. */
export function transcriptsOf(batch: CheckedBatch): string[] {
  return batch.usages.map(({ elsewhere }) => elsewhere).filter((id) => id !== null);
}

/** Whoever takes up a transcript and whoever tells of its calls take turns; in one order, and before any row of theirs. */
export async function holdTranscripts(tx: Tx, organizationId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended('transcript/' || $1 || '/' || id, 0))
     from (select distinct id from unnest($2::text[]) id order by id) ids`,
    [organizationId, ids],
  );
}

/** Of these calls of a gateway, those of transcripts that are known do not count here. */
export async function leaveToTranscripts(
  tx: Tx,
  source: SessionSource,
  keys: readonly string[],
): Promise<void> {
  if (source.host_id !== null) return;
  await tx.query(leave, [source.org_id, source.id, source.kind, keys]);
}

const leave = `
  update session_usages u set counted = false
  where u.org_id = $1 and u.scope_id = $2 and u.runtime = $3 and u.key = any ($4) and u.counted
    and u.elsewhere is not null and exists (
      select from sessions c
      where c.org_id = u.org_id and c.runtime = 'CLAUDE_CODE' and c.external_id = u.elsewhere)`;

/**
 * Transcripts that just became known take over what gateways counted of them.
 * @returns the gateways' sessions whose sums changed.
 */
export async function leaveCallsTo(
  tx: Tx,
  source: SessionSource,
  transcripts: readonly string[],
): Promise<string[]> {
  if (source.kind !== 'CLAUDE_CODE' || transcripts.length === 0) return [];
  await holdTranscripts(tx, source.org_id, transcripts);
  const told: { scope_id: string; runtime: string; keys: string[] }[] = await tx.query(
    `select scope_id, runtime, array_agg(distinct key) as keys from session_usages
     where org_id = $1 and elsewhere = any ($2) and counted group by scope_id, runtime order by scope_id, runtime`,
    [source.org_id, transcripts],
  );
  const touched = new Set<string>();
  for (const { scope_id, runtime, keys } of told) {
    const place = [source.org_id, scope_id, runtime, keys];
    const [before]: { sums: string }[] = await tx.query(sumsOfKeys, place);
    await tx.query(leave, place);
    const changed: { id: string }[] = await tx.query(applyChangedSums, [...place, before!.sums]);
    changed.forEach(({ id }) => touched.add(id));
  }
  if (touched.size > 0) await tx.query(deleteEmptySums, [source.org_id, [...touched]]);
  return [...touched];
}
