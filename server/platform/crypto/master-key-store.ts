import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MasterKey, MasterKeyError, type MasterKeyRing, parseMasterKey } from './master-key.js';
import { createPrivateFile, readPrivateFile, syncDirectory } from './private-file.js';

/** Where the master key may come from. */
export interface MasterKeySource {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataDir: string;
}

const FILE = 'master.key';
const PREVIOUS = /^master\.key\.previous/;

/**
 * The master keys of this instance. CLAWBUTLER_MASTER_KEY wins, with older keys, comma-separated, in
 * CLAWBUTLER_MASTER_KEY_PREVIOUS; otherwise `<dataDir>/master.key` (made on the first start, mode 0600) with
 * `<dataDir>/master.key.previous*`. Older keys only open what they sealed.
 * Throws MasterKeyError or PrivateFileError with what to do.
 */
export function loadMasterKeys({ env, dataDir }: MasterKeySource): MasterKeyRing {
  const fromEnv = env['CLAWBUTLER_MASTER_KEY'];
  if (fromEnv !== undefined) {
    const current = parseMasterKey(fromEnv, 'CLAWBUTLER_MASTER_KEY');
    const older = (env['CLAWBUTLER_MASTER_KEY_PREVIOUS'] ?? '')
      .split(',')
      .filter((text) => text.trim() !== '');
    return ring(
      current,
      older.map((text) => parseMasterKey(text, 'CLAWBUTLER_MASTER_KEY_PREVIOUS')),
    );
  }
  const path = join(dataDir, FILE);
  let text = readPrivateFile(path);
  if (text === null) {
    createPrivateFile(path, newKeyText());
    text = readPrivateFile(path);
  }
  return ring(parseMasterKey(text ?? '', path), previousFiles(dataDir).map(readKey));
}

/**
 * Puts a new key into `<dataDir>/master.key` and keeps the old one as `master.key.previous-<id>`. Whatever moment a
 * crash picks, both keys stay readable. Afterwards reseal every secret, then call retirePreviousMasterKeys.
 */
export function rotateMasterKeyFile(dataDir: string): MasterKeyRing {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, FILE);
  const text = readPrivateFile(path);
  if (text === null) throw new MasterKeyError(`there is no ${path} to rotate`);
  const kept = `${path}.previous-${parseMasterKey(text, path).id}`;
  const next = `${path}.next`;
  rmSync(next, { force: true });
  createPrivateFile(next, newKeyText());
  if (readPrivateFile(kept) === null) linkSync(path, kept);
  renameSync(next, path);
  syncDirectory(dataDir);
  return loadMasterKeys({ env: {}, dataDir });
}

/** Deletes the older key files. Only once nothing is sealed with them any more: they are gone for good. */
export function retirePreviousMasterKeys(dataDir: string): void {
  for (const path of previousFiles(dataDir)) rmSync(path);
  syncDirectory(dataDir);
}

function previousFiles(dataDir: string): string[] {
  const names = readdirSync(dataDir).filter((name) => PREVIOUS.test(name));
  return names.sort().map((name) => join(dataDir, name));
}

function readKey(path: string): MasterKey {
  return parseMasterKey(readPrivateFile(path) ?? '', path);
}

function ring(current: MasterKey, older: readonly MasterKey[]): MasterKeyRing {
  const seen = new Set([current.id]);
  return { current, previous: older.filter(({ id }) => !seen.has(id) && seen.add(id)) };
}

function newKeyText(): string {
  return `${randomBytes(32).toString('hex')}\n`;
}
