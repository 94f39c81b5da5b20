import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { changeOf, fingerprintBefore, type FileChange, type TailCursor } from './cursor.js';
import { openInside } from './open-inside.js';
import { packedFingerprint, readPackedLines } from './packed-lines.js';
import { readLines, type LineBounds } from './plain-lines.js';

/** Production bounds of a line: most of what is longer are pictures in base64. */
export const LINE_BOUNDS = { maxLineBytes: 32 * 1024 * 1024, chunkBytes: 1024 * 1024 } as const;

/** A file of lines and where it has to lie. */
export interface TailedFile {
  /** Real path of the folder. */
  readonly root: string;
  readonly path: string;
  /** Its bytes are a zstd stream. */
  readonly packed: boolean;
}

/** Who hears what is in the file. */
export interface LineListener {
  /** Before the first line. Anything but `append`: all lines come again from the start. */
  begin(change: FileChange): void;
  /** One line without its line break; the bytes are the listener's only until it returns. */
  line(bytes: Buffer): void;
}

/** What reading on gave. */
export interface TailResult {
  readonly cursor: TailCursor;
  readonly change: FileChange;
  readonly bytesRead: number;
  /** Lines over the bound. */
  readonly skippedLines: number;
  /** The budget ran out first. */
  readonly more: boolean;
}

/**
 * Reads the whole lines that were added to a file since the cursor, or all of them when it is not the file that was read.
 * Null when there is no such file; throws `UnreadableFile` when it may not be read. Holds the file open only meanwhile.
 */
export async function tailFile(
  file: TailedFile,
  cursor: TailCursor | null,
  listener: LineListener,
  bounds: LineBounds,
): Promise<TailResult | null> {
  const handle = await openInside(file.root, file.path);
  if (handle === null) return null;
  try {
    const stats = await handle.stat({ bigint: true });
    const job = { handle, stats, cursor, listener, bounds };
    return file.packed ? await tailPacked(job) : await tailPlain(job);
  } finally {
    await handle.close();
  }
}

interface Job {
  readonly handle: FileHandle;
  readonly stats: BigIntStats;
  readonly cursor: TailCursor | null;
  readonly listener: LineListener;
  readonly bounds: LineBounds;
}

async function tailPlain({ handle, stats, cursor, listener, bounds }: Job): Promise<TailResult> {
  const change = await changeOf(handle, stats, cursor);
  const goesOn = change === 'append' && cursor !== null;
  const from = goesOn ? cursor : { offset: 0, skipping: false };
  listener.begin(change);
  const onLine = (line: Buffer) => listener.line(line);
  const read = await readLines({ handle, size: Number(stats.size), bounds, onLine }, from);
  const hash = await fingerprintBefore(handle, read.offset);
  return resultOf({ stats, change, read: { ...read, hash }, from: from.offset, packed: false });
}

async function tailPacked({ handle, stats, cursor, listener, bounds }: Job): Promise<TailResult> {
  const change = await changeOfPacked(handle, stats, cursor);
  const from = change === 'append' && cursor !== null ? cursor.offset : 0;
  listener.begin(change);
  const read = await readPackedLines(handle, from, bounds, (line) => listener.line(line));
  return resultOf({ stats, change, read: { ...read, skipping: false }, from, packed: true });
}

/** A packed file is the same source as its plain twin when it holds the same bytes before the offset. */
async function changeOfPacked(
  handle: FileHandle,
  stats: BigIntStats,
  cursor: TailCursor | null,
): Promise<FileChange> {
  if (cursor === null) return 'new';
  // An offset within a line that is being skipped means nothing to the reader of packed lines.
  if (cursor.skipping) return 'replaced';
  const untouched =
    cursor.packed &&
    cursor.ino === String(stats.ino) &&
    cursor.size === Number(stats.size) &&
    cursor.modified === String(stats.mtimeNs);
  if (untouched) return 'append';
  return (await packedFingerprint(handle, cursor.offset)) === cursor.hash ? 'append' : 'rewritten';
}

function resultOf(of: {
  readonly stats: BigIntStats;
  readonly change: FileChange;
  readonly read: {
    readonly offset: number;
    readonly hash: string;
    readonly skipping: boolean;
    readonly skippedLines: number;
    readonly more: boolean;
  };
  readonly from: number;
  readonly packed: boolean;
}): TailResult {
  const { stats, read } = of;
  const cursor: TailCursor = {
    dev: String(stats.dev),
    ino: String(stats.ino),
    offset: read.offset,
    size: Number(stats.size),
    modified: String(stats.mtimeNs),
    hash: read.hash,
    skipping: read.skipping,
    packed: of.packed,
    done: !read.more,
  };
  const { skippedLines, more } = read;
  return { cursor, change: of.change, bytesRead: read.offset - of.from, skippedLines, more };
}
