import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNote, signNote } from './signed-note.js';
import { loadSigningKey, publicPem, rotateSigningKey } from './signing-key.js';
import { parseVerifierKey } from './verifier-key.js';

const NAME = 'butler.example';
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'clawbutler-signing-'));
});

afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

describe('signing key', () => {
  it('is made once, private, and signs what its verifier key opens', () => {
    const key = loadSigningKey(dataDir, NAME);
    expect(statSync(join(dataDir, 'keys', 'checkpoint.ed25519')).mode & 0o777).toBe(0o600);
    expect(openNote(signNote('hello\n', key.signer), parseVerifierKey(key.verifierKey))).toBe('hello\n');
    expect(loadSigningKey(dataDir, NAME)).toMatchObject({
      verifierKey: key.verifierKey,
      history: [key.verifierKey],
    });
    expect(publicPem(key)).toContain('BEGIN PUBLIC KEY');
    expect(publicPem(key)).not.toContain('PRIVATE');
  });

  it('keeps every public key through rotations', () => {
    const first = loadSigningKey(dataDir, NAME);
    const second = rotateSigningKey(dataDir, NAME);
    expect(second.verifierKey).not.toBe(first.verifierKey);
    expect(rotateSigningKey(dataDir, NAME).history.slice(0, 2)).toEqual([
      first.verifierKey,
      second.verifierKey,
    ]);
    expect(readFileSync(join(dataDir, 'keys', 'checkpoint.vkeys'), 'utf8').split('\n')).toHaveLength(4);
  });

  it('refuses a key others can read, and a file without a key', () => {
    loadSigningKey(dataDir, NAME);
    const path = join(dataDir, 'keys', 'checkpoint.ed25519');
    chmodSync(path, 0o644);
    expect(() => loadSigningKey(dataDir, NAME)).toThrow('chmod 600');
    chmodSync(path, 0o600);
    writeFileSync(path, 'nonsense');
    expect(() => loadSigningKey(dataDir, NAME)).toThrow('holds no private key');
  });
});
