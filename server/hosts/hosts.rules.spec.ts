import fc from 'fast-check';
import { authenticationString as ofMachine } from '../../agent/client/authentication-string.js';
import { authenticationString, fingerprintOf } from './authentication-string.rules.js';
import { checkIdentity, firstName } from './host-identity.rules.js';
import { compare, mostKnown, mostRuntimes, readReport } from './host-report.rules.js';
import { codeHash, newUserCode, readUserCode } from './pairing-code.rules.js';
import type { RuntimeInstanceRow } from './runtime-instance-row.js';
import { versionAdvice } from './version-advice.rules.js';

const found = (changes: object = {}) => ({
  kind: 'CODEX' as const,
  key: 'codex:/home/a',
  location: '~/.codex',
  label: 'Codex',
  version: null,
  ...{ sessionCount: 1, runningCount: 0, totalBytes: 10, backlogBytes: 0, problems: [] },
  ...changes,
});
const report = (changes: object = {}) => ({
  ...{ agentVersion: '0.1.0', hostname: 'box', platform: 'linux x64', at: '2026-11-22T10:00:00Z' },
  ...{ spoolDepth: 0, problems: [], runtimes: [found()] },
  ...changes,
});

describe('the code people type', () => {
  it('has ten signs that nobody mistakes, and is read however it is typed', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 2000; i++) {
      const code = newUserCode();
      expect(code).toMatch(/^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/);
      for (const sign of code.replace('-', '')) seen.add(sign);
      expect(readUserCode(code)).toBe(code.replace('-', ''));
      expect(readUserCode(` ${code.toLowerCase().replace('-', ' ')} `)).toBe(code.replace('-', ''));
    }
    expect(seen.size).toBe(32);
  });

  it.each(['', 'ABCDE', 'ABCDE-ABCD0', 'ABCDE-ABCDI', 'ABCDE-ABCDEF', 'ÄBCDE-ABCDE', '-'.repeat(50)])(
    '%p is none',
    (typed) => expect(readUserCode(typed)).toBeNull(),
  );
});

describe('the authentication string', () => {
  it('is this one for this device code and key', () => {
    const publicKey = Buffer.alloc(32, 7);
    expect(authenticationString(codeHash('device'), publicKey)).toBe('funah 83 rasuv 17 mobat 20');
    expect(fingerprintOf(Buffer.alloc(32, 0xab))).toBe(Array(16).fill('abab').join(' '));
  });

  it('is derived by both sides alike, and differs with every key and code', () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(fc.string(), bytes, bytes, (code, key, other) => {
        const here = authenticationString(codeHash(code), key);
        expect(here).toMatch(/^[a-z]{5} \d\d [a-z]{5} \d\d [a-z]{5} \d\d$/);
        expect(ofMachine(code, key)).toBe(here);
        fc.pre(!Buffer.from(key).equals(other));
        expect(ofMachine(code, other)).not.toBe(here);
        expect(ofMachine(`${code}x`, key)).not.toBe(here);
      }),
      { seed: 20_261_122 },
    );
  });
});

describe('a machine that introduces itself', () => {
  const identity = {
    publicKey: Buffer.alloc(32, 1).toString('base64url'),
    hostname: 'build-1.example',
    platform: 'linux x64',
    agentVersion: '0.1.0-rc.1+b',
  };

  it('is taken with plain words', () => {
    expect(checkIdentity(identity)).toMatchObject({ hostname: 'build-1.example', platform: 'linux x64' });
    expect(checkIdentity({ ...identity, hostname: 'Übungs-Rechner' }).hostname).toBe('Übungs-Rechner');
    expect([...firstName('x'.repeat(253))]).toHaveLength(80);
  });

  it.each([
    ['publicKey', ''],
    ['publicKey', 'A'.repeat(44)],
    ['publicKey', `${'A'.repeat(42)}=`],
    ['hostname', ''],
    ['hostname', 'x'.repeat(254)],
    ['hostname', 'a\nb'],
    ['hostname', '\u202egnp'],
    ['hostname', '<b>'],
    ['platform', '\u001b[2J'],
    ['agentVersion', 'x'.repeat(41)],
  ])('is refused %s %p', (name, value) => {
    expect(() => checkIdentity({ ...identity, [name]: value })).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        fields: { [`identity.${name}`]: expect.any(String) },
      }),
    );
  });
});

describe('a report', () => {
  it('is cut to what is kept', () => {
    const long = '😀'.repeat(1000);
    const read = readReport(
      report({
        hostname: long,
        spoolDepth: -5,
        problems: Array(50).fill(long),
        runtimes: [found({ location: `a\0${long}`, totalBytes: 1e300, backlogBytes: -1, sessionCount: -1 })],
      }),
    );
    expect([...read.hostname]).toHaveLength(253);
    expect([read.spoolDepth, read.problems.length]).toEqual([0, 20]);
    expect([...read.problems[0]!]).toHaveLength(300);
    expect(read.runtimes[0]).toMatchObject({
      total_bytes: Number.MAX_SAFE_INTEGER,
      backlog_bytes: 0,
      session_count: 0,
    });
    expect(read.runtimes[0]!.location.startsWith('a\u2400😀')).toBe(true);
    expect(read.runtimes[0]!.location).not.toMatch(/\p{Cs}/u);
  });

  it.each([
    ['too many', Array.from({ length: mostRuntimes + 1 }, (_, n) => found({ key: `${n}` }))],
    ['one key twice', [found(), found()]],
    ['an empty key', [found({ key: '' })]],
    ['an endless key', [found({ key: 'x'.repeat(501) })]],
    ['a key that cannot be kept', [found({ key: 'a\0b' })]],
    ['a key of half a character', [found({ key: 'a\ud800' })]],
  ])('of %s is refused', (_what, runtimes) => {
    expect(() => readReport(report({ runtimes }))).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });

  it('tells what is new, what is there and what is gone, and is not remembered without end', () => {
    const known = (key: string, missing_since: Date | null = null) =>
      ({ key, missing_since }) as RuntimeInstanceRow;
    const { runtimes } = readReport(report({ runtimes: [found({ key: 'a' }), found({ key: 'b' })] }));
    const before = [known('b'), known('c'), known('d', new Date())];
    const { fresh, present, gone } = compare(before, runtimes);
    expect([fresh, present, gone].map((list) => list.map(({ key }) => key))).toEqual([['a'], ['b'], ['c']]);
    const full = Array.from({ length: mostKnown }, (_, n) => known(`old ${n}`, new Date()));
    expect(compare(full, runtimes).fresh).toEqual([]);
  });
});

describe('advice on versions', () => {
  it.each([
    ['0.1.0', '0.1.0', null],
    ['0.1.9', '0.1.0', null],
    ['0.1.0-rc.1', '0.1.4', null],
    ['0.1.0', '0.2.0', /older.*npm install -g clawbutler-agent@0\.2\.0/],
    ['1.0.0', '0.9.0', /newer.*update the server/],
    ['latest', '0.1.0', /does not say a version/],
    ['', '0.1.0', /does not say/],
    ['9'.repeat(40), '0.1.0', /does not say/],
  ])('for agent %s and server %s', (agent, server, advice) => {
    const words = versionAdvice(agent, server);
    if (advice === null) expect(words).toBeNull();
    else expect(words).toMatch(advice);
  });
});
