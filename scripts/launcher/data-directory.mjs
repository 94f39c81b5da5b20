import { chmodSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PlainError } from './terminal.mjs';

/** Any of these tells that a folder is a data directory of ours. */
const ours = new Set(['instance.json', 'postgres', 'postgres.new', 'logs', 'master.key', 'postgres-is-at']);
/** What a fresh volume may hold. */
const harmless = new Set(['lost+found', '.DS_Store']);

/**
 * The folder that holds everything an installation must keep: `CLAWBUTLER_DATA_DIR`, else `~/.clawbutler`.
 * Created when missing; nothing inside is changed.
 * @returns {string} real path
 * @throws {PlainError} when the folder belongs to something else or cannot be made
 */
export function findDataDirectory(env = process.env) {
  const wanted = path.resolve(env.CLAWBUTLER_DATA_DIR || path.join(os.homedir(), '.clawbutler'));
  try {
    mkdirSync(wanted, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new PlainError(
      `The data directory ${wanted} cannot be created (${error.code}). Set CLAWBUTLER_DATA_DIR to a folder you may write.`,
    );
  }
  const entries = readdirSync(wanted).filter((name) => !harmless.has(name));
  if (entries.length > 0 && !entries.some((name) => ours.has(name))) {
    throw new PlainError(
      `${wanted} holds other files and no ClawButler data. Set CLAWBUTLER_DATA_DIR to an empty or a new folder.`,
    );
  }
  return realpathSync(wanted);
}

/**
 * Closes the folder to everybody else. Only for who holds its lock: a running PostgreSQL may depend on the mode it set.
 * @param {string} dataDir
 * @throws {PlainError} when it belongs to another account
 */
export function makePrivate(dataDir) {
  const owner = statSync(dataDir).uid;
  if (process.getuid && process.getuid() !== 0 && owner !== process.getuid()) {
    throw new PlainError(
      `The data directory ${dataDir} belongs to another account (uid ${owner}). Start ClawButler as that account.`,
    );
  }
  chmodSync(dataDir, 0o700);
}
