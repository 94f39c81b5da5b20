import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { fieldsOf, type Fields } from '../fields.js';
import type { Json } from '../reading.js';

/** Bytes before the offset whose hash tells whether the file is still the one that was read. */
const FINGERPRINT_BYTES = 4_096;

/** How far a file was read. Kept as JSON between reads. */
export interface TailCursor {
  readonly [name: string]: Json;
  readonly dev: string;
  readonly ino: string;
  /** Bytes read: up to the last line break, or into a line that is being skipped. Of a packed file: unpacked bytes. */
  readonly offset: number;
  readonly size: number;
  readonly modified: string;
  /** Of up to 4 KiB before the offset. */
  readonly hash: string;
  /** The offset lies within a line too long to be read. */
  readonly skipping: boolean;
  readonly packed: boolean;
  /** Nothing but an unfinished line was left at that size and time. */
  readonly done: boolean;
}

/** How a file relates to the cursor; all but `append` mean that it is read from the start. */
export type FileChange = 'new' | 'append' | 'truncated' | 'rewritten' | 'replaced';

const NUMBERS = ['offset', 'size'];
const TEXTS = ['dev', 'ino', 'modified', 'hash'];
const FLAGS = ['skipping', 'packed', 'done'];

const sound = new WeakSet<object>();

/** The cursor a saved value stands for; null when it is not one, which means reading from the start. */
export function tailCursor(saved: unknown): TailCursor | null {
  const fields = fieldsOf(saved);
  // Looked through once: there may be ten thousand of them, of which a look changes one.
  if (sound.has(fields)) return fields as TailCursor;
  if (!isSound(fields)) return null;
  sound.add(fields);
  return fields as TailCursor;
}

function isSound(fields: Fields): boolean {
  return (
    NUMBERS.every((name) => Number.isSafeInteger(fields[name]) && (fields[name] as number) >= 0) &&
    TEXTS.every((name) => typeof fields[name] === 'string') &&
    FLAGS.every((name) => typeof fields[name] === 'boolean')
  );
}

/** True when the file has not changed since the cursor and nothing of it is left to read. */
export function upToDate(cursor: TailCursor | null, stats: BigIntStats): boolean {
  return (
    cursor !== null &&
    cursor.done &&
    cursor.ino === String(stats.ino) &&
    cursor.dev === String(stats.dev) &&
    cursor.size === Number(stats.size) &&
    cursor.modified === String(stats.mtimeNs)
  );
}

/** Whether what was read of a plain file is still there. */
export async function changeOf(
  handle: FileHandle,
  stats: BigIntStats,
  cursor: TailCursor | null,
): Promise<FileChange> {
  if (cursor === null) return 'new';
  const same = cursor.ino === String(stats.ino) && cursor.dev === String(stats.dev);
  // A rollout that was unpacked again is another file with the same bytes: its fingerprint decides.
  if (!same && !cursor.packed) return 'replaced';
  if (Number(stats.size) < cursor.offset) return 'truncated';
  return (await fingerprintBefore(handle, cursor.offset)) === cursor.hash ? 'append' : 'rewritten';
}

/** Hash of up to 4 KiB before the offset. */
export async function fingerprintBefore(handle: FileHandle, offset: number): Promise<string> {
  const length = Math.min(FINGERPRINT_BYTES, offset);
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset - length + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return fingerprint(bytes.subarray(0, filled));
}

/** Hash of the last 4 KiB of these bytes. */
export function fingerprint(bytes: Buffer): string {
  return createHash('sha256').update(bytes.subarray(-FINGERPRINT_BYTES)).digest('hex').slice(0, 32);
}

/** Keeps the last bytes of a stream that a fingerprint needs. */
export function lastBytes(kept: Buffer, piece: Buffer): Buffer {
  if (piece.length >= FINGERPRINT_BYTES) return Buffer.from(piece.subarray(-FINGERPRINT_BYTES));
  return Buffer.concat([kept, piece]).subarray(-FINGERPRINT_BYTES);
}
