import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { tokenScopes } from '../../../server/platform/auth/permissions.js';
import { exampleQuery } from './example-query.js';

const contract = buildSchema(readFileSync('schema.graphql', 'utf8'));

describe('the first question of a new token', () => {
  it.each([...tokenScopes])('is a question of the contract: %s', (scope) => {
    expect(validate(contract, parse(exampleQuery([scope])))).toEqual([]);
  });

  it('asks for what the scopes allow', () => {
    expect(exampleQuery(['agents:read', 'approvals:read'])).toContain('pendingApprovalCount');
    expect(exampleQuery(['agents:read'])).toContain('agents(');
    expect(exampleQuery(['agents:kill'])).toContain('viewer');
  });
});
