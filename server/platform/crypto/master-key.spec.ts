import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { MasterKey, MasterKeyError, parseMasterKey } from './master-key.js';
import { loadMasterKeys, retirePreviousMasterKeys, rotateMasterKeyFile } from './master-key-store.js';
import { createPrivateFile, PrivateFileError } from './private-file.js';

const BYTES = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'clawbutler-keys-'));
});

afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

describe('master key', () => {
  it('reads hex, base64 and base64url as the same key', () => {
    const forms = [BYTES.toString('hex'), BYTES.toString('hex').toUpperCase(), BYTES.toString('base64')];
    const ids = [...forms, BYTES.toString('base64url'), ` ${forms[0]}\n`].map(
      (text) => parseMasterKey(text, 'x').id,
    );
    expect(new Set(ids)).toEqual(new Set([new MasterKey(BYTES).id]));
  });

  it.each(['', 'secret', 'ab'.repeat(31), 'ab'.repeat(33), 'zz'.repeat(32), 'A'.repeat(42)])(
    'refuses %p',
    (text) => {
      expect(() => parseMasterKey(text, 'CLAWBUTLER_MASTER_KEY')).toThrow(MasterKeyError);
      expect(() => parseMasterKey(text, 'CLAWBUTLER_MASTER_KEY')).toThrow(
        /^CLAWBUTLER_MASTER_KEY must hold 32 bytes/,
      );
    },
  );

  it('derives one stable key per purpose and shows none of its bytes', () => {
    const key = new MasterKey(BYTES);
    expect(key.derive('jwt')).toEqual(new MasterKey(BYTES).derive('jwt'));
    expect(key.derive('jwt')).not.toEqual(key.derive('secrets'));
    expect(key.derive('jwt')).toHaveLength(32);
    const shown = inspect(key, { depth: 9, showHidden: true }) + JSON.stringify(key);
    expect(shown).not.toContain(BYTES.toString('hex'));
    expect(shown).toContain(key.id);
  });
});

describe('master key store', () => {
  it('prefers the environment and makes no file then', () => {
    const env = {
      CLAWBUTLER_MASTER_KEY: BYTES.toString('hex'),
      CLAWBUTLER_MASTER_KEY_PREVIOUS: `${'01'.repeat(32)}, ${'02'.repeat(32)},`,
    };
    const ring = loadMasterKeys({ env, dataDir });
    expect(ring.current.id).toBe(new MasterKey(BYTES).id);
    expect(ring.previous).toHaveLength(2);
    expect(readdirSync(dataDir)).toEqual([]);
    const bad = { ...env, CLAWBUTLER_MASTER_KEY_PREVIOUS: 'short' };
    expect(() => loadMasterKeys({ env: bad, dataDir })).toThrow(/^CLAWBUTLER_MASTER_KEY_PREVIOUS must/);
    expect(() => loadMasterKeys({ env: { CLAWBUTLER_MASTER_KEY: '' }, dataDir })).toThrow(MasterKeyError);
  });

  it('makes a 0600 file once and reads the same key ever after', () => {
    const nested = join(dataDir, 'new', 'folder');
    const first = loadMasterKeys({ env: {}, dataDir: nested });
    expect(statSync(join(nested, 'master.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(nested)).toEqual(['master.key']);
    expect(loadMasterKeys({ env: {}, dataDir: nested }).current.id).toBe(first.current.id);
  });

  it('lets exactly one of several processes make the file', () => {
    const path = join(dataDir, 'master.key');
    expect(createPrivateFile(path, 'first')).toBe(true);
    expect(createPrivateFile(path, 'second')).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('first');
    expect(readdirSync(dataDir)).toEqual(['master.key']);
  });

  it.each([0o640, 0o604, 0o660, 0o622])('refuses a file of mode %o and says what to do', (mode) => {
    loadMasterKeys({ env: {}, dataDir });
    chmodSync(join(dataDir, 'master.key'), mode);
    expect(() => loadMasterKeys({ env: {}, dataDir })).toThrow(PrivateFileError);
    expect(() => loadMasterKeys({ env: {}, dataDir })).toThrow(/run: chmod 600 .*master\.key$/);
  });

  it('refuses a damaged file and a folder in its place', () => {
    writeFileSync(join(dataDir, 'master.key'), 'half', { mode: 0o600 });
    expect(() => loadMasterKeys({ env: {}, dataDir })).toThrow(/master\.key must hold 32 bytes/);
    rmSync(join(dataDir, 'master.key'));
    mkdirSync(join(dataDir, 'master.key'));
    expect(() => loadMasterKeys({ env: {}, dataDir })).toThrow('is not a file');
  });

  it('rotates: the old key still opens until it is retired', () => {
    const first = loadMasterKeys({ env: {}, dataDir }).current.id;
    const second = rotateMasterKeyFile(dataDir);
    expect(second.previous.map(({ id }) => id)).toEqual([first]);
    const third = rotateMasterKeyFile(dataDir);
    expect(new Set(third.previous.map(({ id }) => id))).toEqual(new Set([first, second.current.id]));
    retirePreviousMasterKeys(dataDir);
    const after = loadMasterKeys({ env: {}, dataDir });
    expect([after.current.id, after.previous]).toEqual([third.current.id, []]);
    expect(readdirSync(dataDir)).toEqual(['master.key']);
  });

  it('survives a rotation cut short after the old key was kept', () => {
    const { current } = loadMasterKeys({ env: {}, dataDir });
    const text = readFileSync(join(dataDir, 'master.key'), 'utf8');
    writeFileSync(join(dataDir, `master.key.previous-${current.id}`), text, { mode: 0o600 });
    writeFileSync(join(dataDir, 'master.key.next'), 'half', { mode: 0o600 });
    expect(loadMasterKeys({ env: {}, dataDir })).toMatchObject({ current: { id: current.id }, previous: [] });
    expect(rotateMasterKeyFile(dataDir).previous.map(({ id }) => id)).toEqual([current.id]);
  });

  it('says when there is nothing to rotate', () => {
    expect(() => rotateMasterKeyFile(dataDir)).toThrow('to rotate');
  });
});
