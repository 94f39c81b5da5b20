import { constants } from 'node:fs';
import { copyFile, lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInside, UnreadableFile } from '../tail/open-inside.js';

/** Databases over this size are not copied and so not read. */
const MAX_BYTES = 1024 * 1024 * 1024;

/** Copies taken until one was not written to meanwhile. */
const ATTEMPTS = 4;

/** What tells one state of a database from another, its write-ahead log included. */
export interface DatabaseStamp {
  readonly [name: string]: string | number;
  readonly ino: string;
  readonly bytes: number;
  readonly modified: string;
}

/** How the database of a home stands now; null when there is none. Throws `UnreadableFile` when it may not be read. */
export async function databaseStamp(root: string): Promise<DatabaseStamp | null> {
  const path = join(root, 'state.db');
  const handle = await openInside(root, path);
  if (handle === null) return null;
  await handle.close();
  const main = await lstat(path, { bigint: true });
  const log = await lstat(`${path}-wal`, { bigint: true }).catch(() => null);
  return {
    ino: String(main.ino),
    bytes: Number(main.size + (log?.size ?? 0n)),
    modified: `${main.mtimeNs}:${main.size}:${log?.mtimeNs ?? ''}:${log?.size ?? ''}`,
  };
}

/**
 * Gives the work a private copy of a home's database with its write-ahead log, and removes it afterwards. SQLite writes
 * beside a database in WAL mode even to read it; so nothing is ever opened in the person's folder, and no lock, log or
 * checkpoint of Hermes' own is touched. File systems that can share blocks copy in no time.
 */
export async function withPrivateCopy<T>(
  root: string,
  work: (file: string, stamp: DatabaseStamp) => T,
): Promise<T | null> {
  const folder = await mkdtemp(join(tmpdir(), 'clawbutler-hermes-'));
  try {
    const copy = join(folder, 'state.db');
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const before = await databaseStamp(root);
      if (before === null) return null;
      if (before.bytes > MAX_BYTES) throw new UnreadableFile('it is larger than 1 GiB');
      await copyBoth(join(root, 'state.db'), copy);
      const after = await databaseStamp(root);
      if (after?.modified === before.modified && after.ino === before.ino) return work(copy, before);
    }
    throw new UnreadableFile('it is being written to all the time');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function copyBoth(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  await rm(`${to}-wal`, { force: true });
  const log = await lstat(`${from}-wal`).catch(() => null);
  if (log?.isFile() && log.size > 0) await copyFile(`${from}-wal`, `${to}-wal`, constants.COPYFILE_FICLONE);
}
