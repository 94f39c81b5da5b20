import type { Role } from '../platform/auth/ctx.js';
import type { PolicyEffect, PolicyRule } from './policy.rules.js';
import type { RiskLevel } from './risk.rules.js';

/** A row of `approval_policies` as the driver returns it. */
export interface PolicyRow {
  org_id: string;
  id: string;
  name: string;
  position: number;
  enabled: boolean;
  effect: PolicyEffect;
  connector_ids: string[];
  agent_ids: string[];
  tools: string[];
  commands: string[];
  cwds: string[];
  minimum_risk: RiskLevel | null;
  maximum_risk: RiskLevel | null;
  required_role: Role | null;
  timeout_seconds: number | null;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export function toRule(row: PolicyRow): PolicyRule {
  return {
    id: row.id,
    name: row.name,
    effect: row.effect,
    connectorIds: row.connector_ids,
    agentIds: row.agent_ids,
    tools: row.tools,
    commands: row.commands,
    cwds: row.cwds,
    minimumRisk: row.minimum_risk,
    maximumRisk: row.maximum_risk,
    requiredRole: row.required_role,
    timeoutSeconds: row.timeout_seconds,
  };
}
