/** What an operator connection may ask for, in the order we ask. */
export const OPERATOR_SCOPES = [
  'operator.read',
  'operator.write',
  'operator.admin',
  'operator.approvals',
  'operator.pairing',
  'operator.questions',
] as const;

export type OperatorScope = (typeof OPERATOR_SCOPES)[number];

/** One scope the gateway did not grant and what that takes away, for the connector's page. */
export interface MissingScope {
  scope: OperatorScope;
  costs: string;
}

/** Asked of a gateway newer than we have proven: enough to look, nothing to touch. */
export const READ_ONLY_SCOPES: readonly OperatorScope[] = ['operator.read'];

const COSTS: Record<OperatorScope, string> = {
  'operator.read':
    'Without operator.read nothing of this gateway can be shown: no agents, models, sessions, health or usage.',
  'operator.write':
    'Without operator.write running work cannot be aborted, so the kill switch cannot stop a run in progress.',
  'operator.admin':
    'Without operator.admin approvals raised by agent runs stay invisible, exec and tool policy cannot be changed, ' +
    'and the kill switch cannot keep new work from starting.',
  'operator.approvals':
    'Without operator.approvals no approval can be read or decided here; decide them on the gateway itself.',
  'operator.pairing':
    'Without operator.pairing the devices paired with this gateway cannot be listed, approved or removed here.',
  'operator.questions':
    'Without operator.questions the questions agents ask people cannot be seen or answered here.',
};

/**
 * The scopes that hold on a connection: the granted ones plus what they include. On the gateway operator.admin
 * includes every scope and operator.write includes operator.read.
 */
export function effectiveScopes(granted: Iterable<string>): Set<string> {
  const scopes = new Set(granted);
  if (scopes.has('operator.admin')) OPERATOR_SCOPES.forEach((scope) => scopes.add(scope));
  if (scopes.has('operator.write')) scopes.add('operator.read');
  return scopes;
}

/** Each operator scope that does not hold, with its price in words. Empty when nothing is missing. */
export function missingScopes(granted: Iterable<string>): MissingScope[] {
  const held = effectiveScopes(granted);
  return OPERATOR_SCOPES.filter((scope) => !held.has(scope)).map((scope) => ({ scope, costs: COSTS[scope] }));
}
