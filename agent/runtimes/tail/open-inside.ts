import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { sep } from 'node:path';

/** Not opened, and why in words. */
export class UnreadableFile extends Error {}

const reasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'it is a link',
  EMFILE: 'too many open files',
};

/**
 * Opens a regular file for reading, only when its real path lies inside the root (itself a real path). Never follows a
 * link at the end, never waits for the other side of a pipe. Null when there is no such file.
 */
export async function openInside(root: string, path: string): Promise<FileHandle | null> {
  try {
    const real = await realpath(path);
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) {
      throw new UnreadableFile('it lies outside of the folder');
    }
    return await openRegular(real);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error instanceof UnreadableFile ? error : new UnreadableFile(reasonOf(error));
  }
}

async function openRegular(real: string): Promise<FileHandle> {
  // Windows knows neither flag.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = await open(real, flags);
  const stats = await handle.stat().catch(() => null);
  if (stats?.isFile()) return handle;
  await handle.close();
  throw new UnreadableFile('it is no regular file');
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** Why the system refused, in words. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  return reasons[code] ?? code;
}
