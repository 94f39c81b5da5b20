import { lstatSync, readdirSync, type BigIntStats, type Dirent } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { reasonOf } from './open-inside.js';

/** Folders within folders that are looked into, and files that are taken notice of, at most. */
const MAX_DEPTH = 8;
const MAX_FILES = 200_000;
/** Files looked at before others of this process have their turn. */
const AT_A_TIME = 500;

/** A file found, not opened. */
export interface ListedFile {
  /** Relative to the root, with `/`. */
  readonly name: string;
  readonly path: string;
  readonly stats: BigIntStats;
}

/** Files of a folder and what could not be looked at. */
export interface Listing {
  readonly files: readonly ListedFile[];
  readonly problems: readonly string[];
}

/**
 * Every regular file below a folder of the root whose relative name is wanted, in no order. Links to files are not
 * followed; the folder itself may be one when it leads nowhere but into the root. A missing folder is an empty one.
 * Looks at files one after the other within a turn: ten thousand turns take seconds on a busy machine.
 */
export async function listFiles(
  root: string,
  folder: string,
  wanted: (name: string) => boolean,
): Promise<Listing> {
  const files: ListedFile[] = [];
  const problems: string[] = [];
  const start = await realpath(join(root, folder)).catch(() => null);
  if (start === null || !start.startsWith(root + sep)) {
    if (start !== null) problems.push(`${folder} leads out of its folder and is not read.`);
    return { files, problems };
  }
  const queue: { readonly path: string; readonly depth: number }[] = [{ path: start, depth: 0 }];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { path, depth } = next;
    const found = entriesOf(path);
    if (found.problem !== null) problems.push(`${relative(root, path)} cannot be read: ${found.problem}.`);
    if (depth < MAX_DEPTH) queue.push(...found.folders.map((child) => ({ path: child, depth: depth + 1 })));
    files.push(...(await listed(root, found.files, wanted)));
    if (files.length > MAX_FILES) {
      problems.push(`${folder} holds more than ${MAX_FILES} files; the rest is not read.`);
      break;
    }
  }
  return { files, problems };
}

function entriesOf(path: string): { folders: string[]; files: string[]; problem: string | null } {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    const paths = (kept: readonly Dirent[]) => kept.map(({ name }) => join(path, name));
    return {
      folders: paths(entries.filter((entry) => entry.isDirectory())),
      files: paths(entries.filter((entry) => entry.isFile())),
      problem: null,
    };
  } catch (error) {
    return { folders: [], files: [], problem: reasonOf(error) };
  }
}

async function listed(
  root: string,
  paths: readonly string[],
  wanted: (name: string) => boolean,
): Promise<ListedFile[]> {
  const found: ListedFile[] = [];
  for (const [at, path] of paths.entries()) {
    if (at % AT_A_TIME === AT_A_TIME - 1) await setImmediate();
    const name = path.slice(root.length + 1).replaceAll(sep, '/');
    if (!wanted(name)) continue;
    const stats = statsOf(path);
    if (stats?.isFile()) found.push({ name, path, stats });
  }
  return found;
}

/** Null when it went between listing and looking: as if it had not been there. */
function statsOf(path: string): BigIntStats | null {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}
