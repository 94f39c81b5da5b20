import type { Role } from '../platform/auth/ctx.js';
import type { RiskLevel, RiskReason } from './risk.rules.js';

export type ApprovalState = 'PENDING' | 'APPROVED' | 'REJECTED' | 'EXPIRED' | 'CANCELLED';
export type Decision = 'ALLOW_ONCE' | 'ALLOW_ALWAYS' | 'DENY';
export type DecisionSource = 'PERSON' | 'POLICY' | 'ELSEWHERE' | 'TIMEOUT';
export type DeliveryState = 'NONE' | 'QUEUED' | 'DELIVERED' | 'OVERTAKEN' | 'FAILED';
export type ExecutionOutcome = 'NONE' | 'RAN' | 'REFUSED' | 'UNKNOWN';

/** What the gateway told beside the canonical action; shown, not bound to. */
export interface ApprovalDetails {
  /** The agent's id at the gateway, also when the registry does not know it. */
  agentExternalId: string | null;
  reason: string | null;
  warnings: string[];
  severity: string | null;
  offered: Decision[];
  allowAlwaysUnavailable: string | null;
  requesters: { kind: string; label: string }[];
  showable: boolean;
}

/** A row of `approvals` as the driver returns it. */
export interface ApprovalRow {
  org_id: string;
  id: string;
  connector_id: string;
  agent_id: string | null;
  external_id: string;
  kind: 'exec' | 'plugin';
  tool: string;
  canonical_action: string;
  digest: string;
  search_text: string;
  action_hash: string;
  details: ApprovalDetails;
  raw: string;
  session_key: string | null;
  run_id: string | null;
  tool_call_id: string | null;
  state: ApprovalState;
  decision: Decision | null;
  decision_source: DecisionSource | null;
  decided_by: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
  resolved_elsewhere_by: string | null;
  delivery: DeliveryState;
  delivered_at: Date | null;
  delivery_note: string | null;
  outcome: ExecutionOutcome;
  exit_code: number | null;
  executed_at: Date | null;
  output_preview: string | null;
  outcome_note: string | null;
  risk: RiskLevel;
  risk_reasons: RiskReason[];
  policy_id: string | null;
  policy_sentence: string;
  required_role: Role | null;
  asked_at: Date;
  expires_at: Date;
  /** Only where a query computes it: whether it is past its time by the database's clock. */
  expired?: boolean;
}
