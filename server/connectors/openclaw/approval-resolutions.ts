import { readApprovalId, readDecision } from './approval-frames.js';
import type { GatewayDecision, GatewayResolution, ResolutionStatus } from './approval-types.js';
import type { GatewayEvent } from './frames.js';
import { isRecord, record, text, timeMs, type JsonRecord } from './loose-json.js';

/** What the gateway writes as resolver when it closed an approval because its run or session ended. */
const SCOPE_CLOSED = 'approval-scope-closed';
const STATUSES: readonly ResolutionStatus[] = ['allowed', 'denied', 'expired', 'cancelled'];

/**
 * The resolution told by an `exec.approval.resolved` or `plugin.approval.resolved` event; null for other events.
 *
 * The event says `decision: deny` also when nobody decided: an expiry has no resolver at all, an aborted run has the
 * resolver `approval-scope-closed`. A person's denial always has another resolver.
 */
export function resolutionOfEvent(event: GatewayEvent): GatewayResolution | null {
  if (event.event !== 'exec.approval.resolved' && event.event !== 'plugin.approval.resolved') return null;
  const payload = record(event.payload);
  const externalId = readApprovalId(payload.id);
  if (externalId === null) return null;
  const decision = readDecision(payload.decision);
  const resolvedBy = text(payload.resolvedBy, 200);
  const { status, reason } = meaningOf(decision, resolvedBy);
  return {
    externalId,
    status,
    decision: status === 'allowed' || status === 'denied' ? decision : null,
    reason,
    resolvedBy: status === 'allowed' || status === 'denied' ? resolvedBy : null,
    resolvedAtMs: timeMs(payload.ts),
    raw: payload,
  };
}

/** The recorded end of a snapshot of `approval.get`, `approval.resolve` or `approval.history`; null while pending. */
export function resolutionOfSnapshot(value: unknown): GatewayResolution | null {
  if (!isRecord(value)) return null;
  const externalId = readApprovalId(value.id);
  const status = STATUSES.find((known) => known === value.status);
  if (externalId === null || status === undefined) return null;
  return {
    externalId,
    status,
    decision: readDecision(value.decision),
    reason: text(value.reason, 200),
    resolvedBy: resolverOf(record(value.resolver)),
    resolvedAtMs: timeMs(value.resolvedAtMs),
    raw: value,
  };
}

function meaningOf(
  decision: GatewayDecision | null,
  resolvedBy: string | null,
): { status: ResolutionStatus; reason: string | null } {
  if (decision === 'allow-once' || decision === 'allow-always') return { status: 'allowed', reason: 'user' };
  if (resolvedBy === null) return { status: 'expired', reason: 'timeout' };
  if (resolvedBy === SCOPE_CLOSED) return { status: 'cancelled', reason: 'run-aborted' };
  return { status: 'denied', reason: 'user' };
}

function resolverOf(resolver: JsonRecord): string | null {
  return resolver.kind === 'system' ? null : text(resolver.id, 200);
}
