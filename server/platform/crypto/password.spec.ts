import { hash } from '@node-rs/argon2';
import { hashPassword, needsRehash, PasswordError, verifyOrDummy } from './password.js';

const GOOD = 'correct horse battery';

describe('passwords', () => {
  it('hashes with argon2id at the OWASP cost and verifies only the same password', async () => {
    const stored = await hashPassword(GOOD);
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyOrDummy(stored, GOOD)).toBe(true);
    expect(await verifyOrDummy(stored, `${GOOD} `)).toBe(false);
    expect(await hashPassword(GOOD)).not.toBe(stored);
  });

  it('takes the same password in another Unicode form for the same', async () => {
    const stored = await hashPassword('cafe\u0301 au lait \ufb01n');
    expect(await verifyOrDummy(stored, 'caf\u00e9 au lait fin')).toBe(true);
  });

  it.each([
    ['a'.repeat(11), 'too-short'],
    ['\u{1f600}'.repeat(11), 'too-short'],
    ['a'.repeat(257), 'too-long'],
    ['\ufdfa'.repeat(100), 'too-long'],
    ['a'.repeat(1_000_000), 'too-long'],
    ['\ud800'.repeat(12), 'malformed'],
  ])('refuses password %#: %s', async (password, code) => {
    await expect(hashPassword(password)).rejects.toMatchObject({ name: 'PasswordError', code });
  });

  it('accepts 12 and 256 characters', async () => {
    for (const password of ['a'.repeat(12), '\u{1f600}'.repeat(256)]) {
      expect(await verifyOrDummy(await hashPassword(password), password)).toBe(true);
    }
  });

  it('says no for unknown accounts and impossible passwords after as much work as for known ones', async () => {
    const stored = await hashPassword(GOOD);
    const known = await cpuOf(() => verifyOrDummy(stored, 'wrong password!'));
    for (const [account, password] of [
      [null, GOOD],
      [stored, 'x'],
      [stored, 'y'.repeat(5_000)],
      [null, ''],
    ] as const) {
      const unknown = await cpuOf(() => verifyOrDummy(account, password));
      expect(unknown / known).toBeGreaterThan(0.5);
      expect(unknown / known).toBeLessThan(2);
      expect(await verifyOrDummy(account, password)).toBe(false);
    }
  });

  it('asks for a new hash when the stored one is weaker or of another kind', async () => {
    expect(needsRehash(await hashPassword(GOOD))).toBe(false);
    expect(needsRehash(await hash(GOOD, { memoryCost: 8_192, timeCost: 2, parallelism: 1 }))).toBe(true);
    expect(needsRehash(await hash(GOOD, { memoryCost: 19_456, timeCost: 1, parallelism: 1 }))).toBe(true);
    expect(needsRehash('$2b$12$abcdefghijklmnopqrstuv')).toBe(true);
  });

  it('does two at a time, queues a hundred, and says busy beyond that', async () => {
    const all = Array.from({ length: 110 }, () => verifyOrDummy(null, GOOD).catch((error: unknown) => error));
    const busy = (await Promise.all(all)).filter(
      (result) => result instanceof PasswordError && result.code === 'busy',
    );
    expect(busy).toHaveLength(8);
    expect(await verifyOrDummy(null, GOOD)).toBe(false);
  });
});

/** CPU time in microseconds, the smallest of several runs: what other programs do does not disturb it much. */
async function cpuOf(action: () => Promise<unknown>): Promise<number> {
  const samples: number[] = [];
  for (let round = 0; round < 5; round++) {
    const before = process.cpuUsage();
    await action();
    const { user, system } = process.cpuUsage(before);
    samples.push(user + system);
  }
  return Math.min(...samples);
}
