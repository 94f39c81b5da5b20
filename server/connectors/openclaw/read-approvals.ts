import { readApproval, readSnapshot } from './approval-frames.js';
import { resolutionOfSnapshot } from './approval-resolutions.js';
import type { ApprovalKind, GatewayApproval, GatewayResolution } from './approval-types.js';
import type { GatewayConnection } from './gateway-connection.js';
import { list, number, record, records, text, type JsonRecord } from './loose-json.js';
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
  let pagesLeft = Math.ceil(max / PAGE);
  do {
    pagesLeft -= 1;
    const answer = await advertisedCall(connection, 'approval.history', historyParams(cursor));
    if (answer === null) return found.length > 0 ? found : null;
    const page = record(answer);
    const rows = records(page.items);
    found.push(...rows.flatMap(endedOf));
    cursor = reachesBack(rows.at(-1), sinceMs) ? null : text(page.nextCursor, 512);
  } while (cursor !== null && pagesLeft > 0);
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

function historyParams(cursor: string | null): JsonRecord {
  return { limit: PAGE, ...(cursor === null ? {} : { cursor }) };
}

/** No approval pends longer than half an hour: one made that long before `sinceMs` ended before it too. */
function reachesBack(oldest: JsonRecord | undefined, sinceMs: number): boolean {
  return (number(oldest?.createdAtMs) ?? 0) < sinceMs - 30 * 60_000;
}

function endedOf(row: unknown): EndedApproval[] {
  const approval = readSnapshot(row);
  const resolution = resolutionOfSnapshot(row);
  return approval && resolution ? [{ approval, resolution }] : [];
}
