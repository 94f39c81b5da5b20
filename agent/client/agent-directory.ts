import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ClientProblem } from './client-problem.js';

/** Where the agent keeps its key and what it is paired with: `CLAWBUTLER_AGENT_DIR`, else `~/.clawbutler-agent`. */
export function agentDirectory(env: NodeJS.ProcessEnv): string {
  return env.CLAWBUTLER_AGENT_DIR || join(homedir(), '.clawbutler-agent');
}

/** A file of the agent's folder, for its owner only; null when there is none. @throws ClientProblem when others can read it. */
export function readPrivate(directory: string, name: string): string | null {
  const path = join(directory, name);
  const descriptor = openOrNull(path);
  if (descriptor === null) return null;
  try {
    const { mode } = fstatSync(descriptor);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new ClientProblem('LOCAL', `Others can read ${path}. Run: chmod 600 ${path}`);
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

/** Writes a file of mode 0600, whole or not at all, on disk when it returns. */
export function writePrivate(directory: string, name: string, content: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, name);
  const draft = `${path}.${process.pid}.new`;
  const descriptor = openSync(draft, 'w', 0o600);
  try {
    writeSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, path);
  syncDirectory(directory);
}

/** Removes a file of the agent's folder, if it is there. */
export function removePrivate(directory: string, name: string): void {
  rmSync(join(directory, name), { force: true });
}

/** Makes a rename survive a power cut; Windows does it by itself and opens no folders. */
function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
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
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ClientProblem('LOCAL', `${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
