import { readApproval, readSnapshot } from './approval-frames.js';
import { resolutionOfSnapshot } from './approval-resolutions.js';
import type { ApprovalKind, GatewayApproval, GatewayResolution } from './approval-types.js';
import type { GatewayConnection } from './gateway-connection.js';
import { list, number, record, records, text } from './loose-json.js';
import { advertisedCall } from './optional-call.js';
import { RpcError } from './protocol-errors.js';

/** An approval that has ended, with how. */
export interface EndedApproval {
  approval: GatewayApproval;
  resolution: GatewayResolution;
}

/** One approval as it stands; `resolution` is null while it is pending. */
export interface ApprovalReading {
  approval: GatewayApproval;
  resolution: GatewayResolution | null;
}

const KINDS: readonly ApprovalKind[] = ['exec', 'plugin'];
const PAGE = 100;

/** All pending approvals; null when neither list is told. Of thousands, all: the gateway sends them in one answer. */
export async function listPendingApprovals(connection: GatewayConnection): Promise<GatewayApproval[] | null> {
  const answers = [];
  for (const kind of KINDS)
    answers.push({ kind, rows: await advertisedCall(connection, `${kind}.approval.list`) });
  if (answers.every(({ rows }) => rows === null)) return null;
  return answers.flatMap(({ kind, rows }) =>
    list(rows).flatMap((row) => {
      const approval = readApproval(row, kind);
      return approval ? [approval] : [];
    }),
  );
}

/**
 * Approvals that ended at or after `sinceMs`, newest first, at most `max`; null when the gateway keeps no history
 * (before 2026.7). It keeps 30 days. Approvals of unknown kind are left out.
 */
export async function listApprovalHistory(
  connection: GatewayConnection,
  sinceMs: number,
  max = 2000,
): Promise<EndedApproval[] | null> {
  const found: EndedApproval[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages * PAGE < max; pages += 1) {
    const answer = await advertisedCall(connection, 'approval.history', {
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    });
    if (answer === null) return pages === 0 ? null : found;
    const rows = records(record(answer).items);
    found.push(...rows.flatMap(endedOf));
    cursor = text(record(answer).nextCursor, 512);
    const oldest = number(rows.at(-1)?.createdAtMs) ?? 0;
    if (!cursor || rows.length === 0 || oldest < sinceMs - 30 * 60_000) break;
  }
  return found.filter(({ resolution }) => (resolution.resolvedAtMs ?? 0) >= sinceMs).slice(0, max);
}

/** One approval by id, whatever became of it; null when the gateway does not know it (any more). */
export async function getApproval(
  connection: GatewayConnection,
  externalId: string,
  kind: ApprovalKind,
): Promise<ApprovalReading | null> {
  const generic = connection.supports('approval.get');
  const method = generic ? 'approval.get' : `${kind}.approval.get`;
  if (!generic && !connection.supports(method)) return null;
  try {
    const answer = record(await connection.request(method, { id: externalId }));
    // The older method answers with the flat presentation of a pending approval.
    const snapshot = generic ? answer.approval : { ...answer, presentation: { ...answer, kind } };
    const approval = readSnapshot(snapshot);
    return approval && { approval, resolution: resolutionOfSnapshot(snapshot) };
  } catch (error) {
    const gone =
      error instanceof RpcError &&
      (error.reason === 'APPROVAL_NOT_FOUND' || /unknown or expired/i.test(error.message));
    if (gone) return null;
    throw error;
  }
}

function endedOf(row: unknown): EndedApproval[] {
  const approval = readSnapshot(row);
  const resolution = resolutionOfSnapshot(row);
  return approval && resolution ? [{ approval, resolution }] : [];
}
