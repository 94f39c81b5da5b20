import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles } from '../tail/list-files.js';

/** Which threads are loaded by a process, as the locks of their writers tell. */
export interface LoadedThreads {
  /** False when this host does not tell who holds a lock; then a lock file may be one a killed process left. */
  readonly verified: boolean;
  readonly threads: ReadonlySet<string>;
  /** This version of Codex locks what it has loaded: what is not locked is not open. */
  readonly locking: boolean;
}

const LOCK_FILE = /^thread-writer-locks\/([0-9a-f-]{36})\.lock$/;

/**
 * Codex holds a lock on `thread-writer-locks/<thread>.lock` while it has the thread loaded. Testing a lock would need
 * native code, and would take it for a moment; Linux lists all held ones, with the inode, in `/proc/locks`.
 */
export async function loadedThreads(root: string, locksFile = '/proc/locks'): Promise<LoadedThreads> {
  const { files } = await listFiles(root, 'thread-writer-locks', (name) => LOCK_FILE.test(name));
  const held = await readFile(locksFile, 'utf8').then(inodesIn, () => null);
  const loaded = files.filter(({ stats }) => held === null || held.has(String(stats.ino)));
  const threads = loaded.map(({ name }) => LOCK_FILE.exec(name)?.[1] ?? '');
  const folder = await stat(join(root, 'thread-writer-locks')).catch(() => null);
  return { verified: held !== null, threads: new Set(threads), locking: folder?.isDirectory() === true };
}

/** `1: FLOCK  ADVISORY  WRITE 708 08:01:1234567 0 EOF`; lines with `->` only wait. */
function inodesIn(locks: string): ReadonlySet<string> {
  const held = locks.split('\n').filter((line) => !line.includes('->'));
  return new Set(held.map((line) => /\s[0-9a-f]+:[0-9a-f]+:(\d+)\s/.exec(line)?.[1] ?? ''));
}
