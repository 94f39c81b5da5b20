import type { ApprovalPolicyInput } from '../../graphql/generated/documents';

interface Names {
  agents: readonly string[];
  connectors: readonly string[];
}

const either = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

const quoted = (patterns: readonly string[] | null | undefined): string =>
  either((patterns ?? []).map((pattern) => `“${pattern}”`));

function riskWords({ minimumRisk: low, maximumRisk: high }: ApprovalPolicyInput): string {
  if (low && high) return low === high ? `the risk is ${low}` : `the risk is ${low} to ${high}`;
  if (low) return `the risk is ${low} or more`;
  return high ? `the risk is at most ${high}` : '';
}

function durationWords(seconds: number): string {
  if (seconds % 60 !== 0) return `${seconds} s`;
  return seconds === 60 ? '1 minute' : `${seconds / 60} minutes`;
}

function effectWords({ effect, requiredRole, timeoutSeconds }: ApprovalPolicyInput): string {
  if (effect === 'ALLOW') return 'Allow at once';
  if (effect === 'DENY') return 'Deny at once';
  const who = requiredRole ? `the role ${requiredRole.toLowerCase()} or above` : 'a person';
  return `Hold for ${who}${timeoutSeconds ? `, deny after ${durationWords(timeoutSeconds)} of silence` : ''}`;
}

/**
 * A rule that is not saved yet, in a sentence. The server says the same of saved ones in its own words.
 * @param names of the chosen agents and gateways
 */
export function policySentence(input: ApprovalPolicyInput, names: Names): string {
  const conditions = [
    names.agents.length > 0 ? `the agent is ${either(names.agents)}` : '',
    names.connectors.length > 0 ? `the gateway is ${either(names.connectors)}` : '',
    input.tools?.length ? `the tool is ${quoted(input.tools)}` : '',
    input.commands?.length ? `the command looks like ${quoted(input.commands)}` : '',
    input.cwds?.length ? `the folder looks like ${quoted(input.cwds)}` : '',
    riskWords(input).toLowerCase(),
  ].filter(Boolean);
  const when = conditions.length === 0 ? 'whatever is asked' : `when ${conditions.join(' and ')}`;
  return `${effectWords(input)}, ${when}.`;
}
