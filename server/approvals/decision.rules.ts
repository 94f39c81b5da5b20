import type { Role } from '../platform/auth/ctx.js';
import { atLeast } from '../platform/auth/permissions.js';
import type { ApprovalRow, Decision } from './approval-row.js';

export interface ConnectorReadiness {
  readOnly: boolean;
  readOnlyReason: string | null;
  enabled: boolean;
  /** Whether the gateway granted what deciding needs; null before the first connection. */
  mayDecide: boolean | null;
}

/** Why this person may not take this decision on a pending request, in words; null when they may. */
export function whyNotDecide(at: {
  role: Role | null;
  row: ApprovalRow;
  decision: Decision;
  connector: ConnectorReadiness | null;
  killed: boolean;
}): string | null {
  return whyNotReachable(at.connector) ?? whyNotBy(at) ?? whyNotThis(at.row, at.decision);
}

function whyNotReachable(connector: ConnectorReadiness | null): string | null {
  if (!connector?.enabled) return 'Its gateway is switched off or gone, so no decision can reach it.';
  if (connector.readOnly) return connector.readOnlyReason ?? 'Its gateway is only read.';
  if (connector.mayDecide === false)
    return 'The gateway did not grant the right to decide approvals (operator.approvals).';
  return null;
}

function whyNotBy({
  role,
  row,
  killed,
}: {
  role: Role | null;
  row: ApprovalRow;
  killed: boolean;
}): string | null {
  if (row.required_role && !atLeast(role, row.required_role)) {
    return `The policy wants a decision by the role ${row.required_role.toLowerCase()} or above.`;
  }
  if (killed) return 'A kill switch holds this agent: only denying is possible until it is lifted.';
  return null;
}

function whyNotThis(row: ApprovalRow, decision: Decision): string | null {
  if (decision !== 'DENY' && !row.details.showable)
    return 'The action is too large to be shown whole, so it cannot be allowed.';
  if (!offers(row, decision))
    return row.details.allowAlwaysUnavailable ?? 'The gateway does not offer this decision.';
  return null;
}

/** Decisions open to a decider: what the gateway offers, and denying always. */
export function openDecisions(row: ApprovalRow): Decision[] {
  return (['ALLOW_ONCE', 'ALLOW_ALWAYS', 'DENY'] as const).filter((decision) => offers(row, decision));
}

function offers(row: ApprovalRow, decision: Decision): boolean {
  return decision === 'DENY' || (row.details.showable && row.details.offered.includes(decision));
}
