import type {
  ApprovalPolicyInput,
  PolicyEffect,
  PolicyFieldsFragment,
  RiskLevel,
  Role,
} from '../../graphql/generated/documents';

/** A rule as it stands in the form. Lists may hold empty lines while somebody types. */
export interface PolicyDraft {
  name: string;
  enabled: boolean;
  effect: PolicyEffect;
  connectorIds: readonly string[];
  agentIds: readonly string[];
  tools: readonly string[];
  commands: readonly string[];
  cwds: readonly string[];
  minimumRisk: RiskLevel | null;
  maximumRisk: RiskLevel | null;
  requiredRole: Role | null;
  /** As typed; empty for the gateway's own limit. */
  timeout: string;
}

export const emptyDraft: PolicyDraft = {
  name: '',
  enabled: true,
  effect: 'REQUIRE_APPROVAL',
  connectorIds: [],
  agentIds: [],
  tools: [],
  commands: [],
  cwds: [],
  minimumRisk: null,
  maximumRisk: null,
  requiredRole: null,
  timeout: '',
};

/** The form's contents for a rule that exists. */
export const draftOf = ({ timeoutSeconds, ...policy }: PolicyFieldsFragment): PolicyDraft => ({
  ...policy,
  timeout: timeoutSeconds === null ? '' : String(timeoutSeconds),
});

const lines = (list: readonly string[]): string[] => list.map((line) => line.trim()).filter(Boolean);

/** What is sent. Role and timeout belong to rules that hold, so they are left out for others. */
export function inputOf(draft: PolicyDraft): ApprovalPolicyInput {
  const holds = draft.effect === 'REQUIRE_APPROVAL';
  const seconds = draft.timeout.trim();
  return {
    name: draft.name.trim(),
    enabled: draft.enabled,
    effect: draft.effect,
    connectorIds: [...draft.connectorIds],
    agentIds: [...draft.agentIds],
    tools: lines(draft.tools),
    commands: lines(draft.commands),
    cwds: lines(draft.cwds),
    minimumRisk: draft.minimumRisk,
    maximumRisk: draft.maximumRisk,
    requiredRole: holds ? draft.requiredRole : null,
    timeoutSeconds: holds && seconds !== '' ? Number(seconds) : null,
  };
}

/** Whether the timeout is one the API takes; empty is one. */
export function timeoutFault({ effect, timeout }: PolicyDraft): string | null {
  const typed = timeout.trim();
  if (effect !== 'REQUIRE_APPROVAL' || typed === '') return null;
  const fits = /^\d+$/.test(typed) && Number(typed) >= 10 && Number(typed) <= 1_800;
  return fits ? null : 'From 10 to 1800 seconds';
}

/** Whether the rule has no condition and so holds for everything. */
export function matchesEverything(input: ApprovalPolicyInput): boolean {
  const lists = [input.connectorIds, input.agentIds, input.tools, input.commands, input.cwds];
  return lists.every((list) => !list?.length) && !input.minimumRisk && !input.maximumRisk;
}
