import type { BigIntStats } from 'node:fs';
import { lstat, opendir, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { reasonOf } from './open-inside.js';

/** Folders within folders that are looked into, and files that are taken notice of, at most. */
const MAX_DEPTH = 8;
const MAX_FILES = 200_000;

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
    const found = await entriesOf(path).catch((error: unknown) => {
      problems.push(`${relative(root, path)} cannot be read: ${reasonOf(error)}.`);
      return { folders: [], files: [] };
    });
    if (depth < MAX_DEPTH) queue.push(...found.folders.map((child) => ({ path: child, depth: depth + 1 })));
    files.push(...(await listed(root, found.files, wanted)));
    if (files.length > MAX_FILES) {
      problems.push(`${folder} holds more than ${MAX_FILES} files; the rest is not read.`);
      break;
    }
  }
  return { files, problems };
}

async function entriesOf(path: string): Promise<{ folders: string[]; files: string[] }> {
  const folders: string[] = [];
  const files: string[] = [];
  for await (const entry of await opendir(path)) {
    if (entry.isDirectory()) folders.push(join(path, entry.name));
    else if (entry.isFile()) files.push(join(path, entry.name));
  }
  return { folders, files };
}

async function listed(
  root: string,
  paths: readonly string[],
  wanted: (name: string) => boolean,
): Promise<ListedFile[]> {
  const found: ListedFile[] = [];
  for (const path of paths) {
    const name = relative(root, path).split(sep).join('/');
    if (!wanted(name)) continue;
    // Gone between listing and looking: as if it had not been there.
    const stats = await lstat(path, { bigint: true }).catch(() => null);
    if (stats?.isFile()) found.push({ name, path, stats });
  }
  return found;
}
