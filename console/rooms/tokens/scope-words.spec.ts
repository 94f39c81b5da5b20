import { tokenScopes } from '../../../server/platform/auth/permissions.js';
import { knownScopes, offered, scopeWords } from './scope-words.js';

describe('scopes in words', () => {
  it('has words for exactly the scopes a token may hold', () => {
    expect([...knownScopes].sort()).toEqual([...tokenScopes].sort());
  });

  it('tells reading from changing by the verb of the permission', () => {
    const { reads, changes } = offered(tokenScopes);
    expect(reads.every((scope) => /:(read|verify)$/.test(scope))).toBe(true);
    expect(changes.every((scope) => /:(kill|manage)$/.test(scope))).toBe(true);
    expect(reads.length + changes.length).toBe(tokenScopes.length);
  });

  it('offers no more than may be granted, and shows unknown ones as they are', () => {
    expect(offered(['agents:kill', 'audit:read'])).toEqual({
      reads: ['audit:read'],
      changes: ['agents:kill'],
    });
    expect(offered(['bridges:read']).changes).toEqual(['bridges:read']);
    expect(scopeWords('bridges:read').word).toBe('bridges:read');
  });
});
