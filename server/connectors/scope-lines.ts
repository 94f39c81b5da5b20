import { effectiveScopes, missingScopes, OPERATOR_SCOPES } from './openclaw/scopes.js';

export interface ScopeLine {
  name: string;
  granted: boolean;
  cost: string;
}

/** Every operator scope, held or not, and what governance loses without it. */
export function describeScopes(granted: readonly string[]): ScopeLine[] {
  const held = effectiveScopes(granted);
  const costs = new Map<string, string>(missingScopes([]).map((missing) => [missing.scope, missing.costs]));
  return OPERATOR_SCOPES.map((name) => ({ name, granted: held.has(name), cost: costs.get(name) ?? '' }));
}
