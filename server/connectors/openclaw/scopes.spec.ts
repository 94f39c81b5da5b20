import { effectiveScopes, missingScopes, OPERATOR_SCOPES } from './scopes.js';

it('admin includes everything, write includes read', () => {
  expect(missingScopes(['operator.admin'])).toEqual([]);
  expect(effectiveScopes(['operator.write']).has('operator.read')).toBe(true);
});

it('a connection without scopes is told the price of each', () => {
  const missing = missingScopes([]);
  expect(missing.map(({ scope }) => scope)).toEqual([...OPERATOR_SCOPES]);
  for (const { scope, costs } of missing) expect(costs).toContain(scope);
});

it('unknown scopes change nothing', () => {
  expect(missingScopes(['operator.bogus'])).toHaveLength(OPERATOR_SCOPES.length);
});
