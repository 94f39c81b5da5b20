import type { Role } from '../platform/auth/ctx.js';
import { AppError } from '../platform/errors/app-error.js';
import { riskRank, type RiskLevel } from './risk.rules.js';
import type { PolicyEffect } from './policy.rules.js';

export interface PolicyInput {
  name: string;
  enabled?: boolean | null;
  effect: PolicyEffect;
  connectorIds?: string[] | null;
  agentIds?: string[] | null;
  tools?: string[] | null;
  commands?: string[] | null;
  cwds?: string[] | null;
  minimumRisk?: RiskLevel | null;
  maximumRisk?: RiskLevel | null;
  requiredRole?: Role | null;
  timeoutSeconds?: number | null;
}

const maxItems = 50;
const maxPattern = 500;
const lists = ['connectorIds', 'agentIds', 'tools', 'commands', 'cwds'] as const;

/** Trims and checks what a form sent. @throws AppError INVALID_INPUT naming every wrong field at once. */
export function checkPolicyInput(input: PolicyInput): Required<PolicyInput> {
  const fields: Record<string, string> = {};
  const name = input.name.trim();
  const wrong = nameFault(name);
  if (wrong) fields.name = wrong;
  const cleaned = Object.fromEntries(lists.map((list) => [list, cleanList(input[list] ?? [])])) as Record<
    (typeof lists)[number],
    string[]
  >;
  for (const list of lists) {
    const fault = listFault(cleaned[list]);
    if (fault) fields[list] = fault;
  }
  checkRisks(input, fields);
  checkHolding(input, fields);
  if (Object.keys(fields).length > 0) throw new AppError('INVALID_INPUT', 'Check the form.', { fields });
  return {
    name,
    enabled: input.enabled ?? true,
    effect: input.effect,
    ...cleaned,
    minimumRisk: input.minimumRisk ?? null,
    maximumRisk: input.maximumRisk ?? null,
    requiredRole: input.requiredRole ?? null,
    timeoutSeconds: input.timeoutSeconds ?? null,
  };
}

function nameFault(name: string): string | null {
  if (name === '' || [...name].length > 80) return 'From 1 to 80 characters.';
  return /[\p{Cc}\p{Cf}\p{Cs}]/u.test(name) ? 'No control or invisible characters.' : null;
}

function checkRisks(
  { minimumRisk: low, maximumRisk: high }: PolicyInput,
  fields: Record<string, string>,
): void {
  if (low && high && riskRank(low) > riskRank(high)) fields.maximumRisk = 'Not below the minimum risk.';
}

/** Who must decide and how long it waits: only where the rule holds a request for a decision. */
function checkHolding(input: PolicyInput, fields: Record<string, string>): void {
  const { timeoutSeconds: seconds } = input;
  if (seconds != null && (!Number.isInteger(seconds) || seconds < 10 || seconds > 1800)) {
    fields.timeoutSeconds = 'From 10 to 1800 seconds.';
  }
  if (input.effect === 'REQUIRE_APPROVAL') return;
  if (input.requiredRole) fields.requiredRole = 'Only for rules that hold for a decision.';
  if (seconds) fields.timeoutSeconds = 'Only for rules that hold for a decision.';
}

function cleanList(list: readonly string[]): string[] {
  return [...new Set(list.map((item) => item.trim()).filter((item) => item !== ''))];
}

function listFault(list: readonly string[]): string | null {
  if (list.length > maxItems) return `At most ${maxItems} entries.`;
  if (list.some((item) => item.length > maxPattern)) return `At most ${maxPattern} characters each.`;
  if (list.some((item) => /\p{Cs}/u.test(item))) return 'That is not valid text.';
  return list.some((item) => item.includes('\0')) ? 'No null characters.' : null;
}
