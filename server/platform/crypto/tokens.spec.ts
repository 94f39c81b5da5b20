import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { hashToken, mintToken, parseToken, tokenMatches } from './tokens.js';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

describe('tokens', () => {
  it('mints the documented form and reads it back', () => {
    const { token, id, hash } = mintToken('service');
    expect(token).toMatch(/^cb_service_[0-9A-Za-z]{10}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
    expect(parseToken(token)).toEqual({ kind: 'service', id });
    expect(parseToken(token, 'service')).toEqual({ kind: 'service', id });
    expect(hash).toEqual(hashToken(token));
    expect(tokenMatches(token, hash)).toBe(true);
  });

  it('carries the CRC-32 of all before it, in base62', () => {
    const { token } = mintToken('host');
    const digits = [...token.slice(-6)].map((digit) => BASE62.indexOf(digit));
    expect(digits.reduce((sum, digit) => sum * 62 + digit, 0)).toBe(crc32(token.slice(0, -7)));
  });

  it('never mints the same twice and draws every digit about as often', () => {
    const tokens = Array.from({ length: 4_000 }, () => mintToken('host').token);
    expect(new Set(tokens).size).toBe(tokens.length);
    const counts = new Map<string, number>();
    for (const token of tokens) {
      for (const digit of token.split('_')[3]!) counts.set(digit, (counts.get(digit) ?? 0) + 1);
    }
    const expected = (4_000 * 43) / 62;
    const chiSquared = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // 61 degrees of freedom: a fair draw passes 150 less than once in 10^8 runs.
    expect(counts.size).toBe(62);
    expect(chiSquared).toBeLessThan(150);
  });

  it('refuses a token with any one character changed, added or removed, before any look-up', () => {
    const { token, hash } = mintToken('session');
    fc.assert(
      fc.property(
        fc.nat(token.length - 1),
        fc.string({ minLength: 1, maxLength: 1 }),
        fc.nat(2),
        (at, other, kind) => {
          const changed =
            token.slice(0, at) + (kind === 2 ? '' : other) + token.slice(kind === 0 ? at : at + 1);
          fc.pre(changed !== token);
          expect(parseToken(changed)).toBeNull();
          expect(tokenMatches(changed, hash)).toBe(false);
        },
      ),
      { numRuns: 3_000, seed: 62 },
    );
  });

  it.each(['', 'cb_', 'cb_service', 'x'.repeat(100_000), 'Bearer cb_service_x', 'cb_a_b_c_d'])(
    'refuses %#',
    (text) => {
      expect(parseToken(text)).toBeNull();
    },
  );

  it('refuses a token of another kind, a kind it could not read back, and a hash of another length', () => {
    const { token, hash } = mintToken('enrol');
    expect(parseToken(token, 'session')).toBeNull();
    expect(() => mintToken('Not_A_Kind')).toThrow('is not a token kind');
    expect(tokenMatches(token, hash.subarray(1))).toBe(false);
  });
});
