import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** A file with secrets that others could read, or that is not a file at all. */
export class PrivateFileError extends Error {
  override readonly name = 'PrivateFileError';
}

/** Reads a file that only its owner may access; null when there is none. Throws PrivateFileError when others may. */
export function readPrivateFile(path: string): string | null {
  const descriptor = openOrNull(path);
  if (descriptor === null) return null;
  try {
    // Checked on the open file, not on the path: what is checked is what is read.
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new PrivateFileError(`${path} is not a file`);
    if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
      const mode = (stat.mode & 0o777).toString(8);
      throw new PrivateFileError(`${path} can be read by others (mode ${mode}); run: chmod 600 ${path}`);
    }
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Creates a file of mode 0600 with this content, whole or not at all, on disk when it returns.
 * Returns false, and changes nothing, when there is one already: of several processes starting at once exactly one wins.
 */
export function createPrivateFile(path: string, content: string): boolean {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, content);
    fsyncSync(descriptor);
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    closeSync(descriptor);
    rmSync(draft, { force: true });
    syncDirectory(dirname(path));
  }
}

/** Makes renames and new names in a folder survive a power cut. */
export function syncDirectory(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function openOrNull(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
