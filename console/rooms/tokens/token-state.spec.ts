import { tokenState, works } from './token-state.js';

const end = '2026-11-22T12:00:00.000Z';
const endMs = Date.parse(end);
const dayMs = 86_400_000;
const token = { revokedAt: null, expiresAt: end };

describe('the state of a service token', () => {
  it('is active, says a week ahead that it ends, and ends to the millisecond', () => {
    expect(tokenState(token, endMs - 7 * dayMs)).toBe('active');
    expect(tokenState(token, endMs - 7 * dayMs + 1)).toBe('expiring');
    expect(tokenState(token, endMs - 1)).toBe('expiring');
    expect(tokenState(token, endMs)).toBe('expired');
  });

  it('is revoked whether or not it would have ended', () => {
    const revoked = { ...token, revokedAt: end };
    expect(tokenState(revoked, endMs - dayMs)).toBe('revoked');
    expect(tokenState(revoked, endMs + dayMs)).toBe('revoked');
  });

  it('works while active', () => {
    expect((['active', 'expiring', 'expired', 'revoked'] as const).map(works)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
