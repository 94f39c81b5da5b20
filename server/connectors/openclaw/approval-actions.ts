import { readSnapshot } from './approval-frames.js';
import { resolutionOfSnapshot } from './approval-resolutions.js';
import type { ApprovalKind, GatewayDecision, GatewayResolution } from './approval-types.js';
import type { GatewayConnection } from './gateway-connection.js';
import { record } from './loose-json.js';
import { RpcError } from './protocol-errors.js';

export interface ResolveRequest {
  externalId: string;
  kind: ApprovalKind;
  decision: GatewayDecision;
  /** The command the decider saw. When the gateway shows another one by now, nothing is allowed. */
  expectedCommand?: string;
}

/**
 * What the gateway did with our decision. `applied`: ours counts. Otherwise somebody was first (`recorded` says how
 * it ended, when the gateway tells) or the approval no longer exists there (`gone`).
 */
export interface ResolveResult {
  applied: boolean;
  recorded?: GatewayResolution;
  gone?: boolean;
}

/**
 * Decides one approval on the gateway. Rejects with RpcError: READ_ONLY on a gateway newer than proven,
 * DECISION_NOT_OFFERED when the gateway does not offer this decision (nothing was sent), or what the request met; after
 * REQUEST_TIMEOUT or CONNECTION_CLOSED the outcome is unknown and a second call is safe.
 */
export async function resolveApproval(
  connection: GatewayConnection,
  request: ResolveRequest,
): Promise<ResolveResult> {
  if (!connection.hello?.proven) {
    throw RpcError.local(
      'approval.resolve',
      'READ_ONLY',
      'The gateway is newer than proven; it is only read.',
    );
  }
  try {
    if (connection.supports('approval.resolve')) return await resolveRecorded(connection, request);
    return await resolveByKind(connection, request);
  } catch (error) {
    if (error instanceof RpcError && error.reason === 'APPROVAL_NOT_FOUND')
      return { applied: false, gone: true };
    throw error;
  }
}

/** `approval.resolve` (since 2026.7) answers the loser of a race with the recorded result. */
async function resolveRecorded(
  connection: GatewayConnection,
  request: ResolveRequest,
): Promise<ResolveResult> {
  const { externalId: id, kind, decision } = request;
  // It DENIES the approval when the decision is not on offer, instead of refusing the request: look first.
  if (decision !== 'deny') {
    const before = record(await connection.request('approval.get', { id })).approval;
    const recorded = resolutionOfSnapshot(before);
    if (recorded) return { applied: false, recorded };
    const snapshot = readSnapshot(before);
    if (snapshot && request.expectedCommand !== undefined && snapshot.command !== request.expectedCommand)
      throw actionChanged();
    if (snapshot && (snapshot.kind !== kind || !snapshot.allowedDecisions.includes(decision)))
      throw notOffered(decision);
  }
  const answer = record(await connection.request('approval.resolve', { id, kind, decision }));
  const recorded = resolutionOfSnapshot(answer.approval) ?? undefined;
  return { applied: answer.applied === true, recorded };
}

/** Older releases: one method per kind, and a plain refusal for the loser. */
async function resolveByKind(connection: GatewayConnection, request: ResolveRequest): Promise<ResolveResult> {
  const { externalId: id, kind, decision } = request;
  try {
    await connection.request(`${kind}.approval.resolve`, { id, decision });
    return { applied: true };
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    if (error.reason === 'APPROVAL_ALREADY_RESOLVED') return { applied: false };
    if (error.reason === 'APPROVAL_ALLOW_ALWAYS_UNAVAILABLE') throw notOffered(decision);
    // Before details existed, the message was all.
    if (/already resolved/i.test(error.message)) return { applied: false };
    if (/unknown or expired/i.test(error.message)) return { applied: false, gone: true };
    throw error;
  }
}

function actionChanged(): RpcError {
  return RpcError.local(
    'approval.resolve',
    'ACTION_CHANGED',
    'The gateway shows another command under this id than the one that was decided on, so nothing was allowed.',
  );
}

function notOffered(decision: GatewayDecision): RpcError {
  return RpcError.local(
    'approval.resolve',
    'DECISION_NOT_OFFERED',
    `The gateway does not offer ${decision} here.`,
  );
}
