import type { FileHandle } from 'node:fs/promises';
import { Decompress } from 'fzstd';
import { fingerprint, lastBytes } from './cursor.js';
import { UnreadableFile } from './open-inside.js';
import { windowBytes } from './zstd-window.js';

/** Packed bytes taken at a time; so small because they may unpack to very many. */
const PACKED_CHUNK_BYTES = 16 * 1024;

/** The largest window a zstd at its highest level asks for; more is a bomb. */
const MAX_WINDOW_BYTES = 128 * 1024 * 1024;

/** Unpacks a zstd stream piece by piece until it ends or `take` says false. Throws `UnreadableFile` for what is none. */
async function unpack(handle: FileHandle, take: (piece: Buffer) => boolean): Promise<void> {
  let going = true;
  const stream = new Decompress((piece) => {
    if (going) going = take(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
  });
  const buffer = Buffer.allocUnsafe(PACKED_CHUNK_BYTES);
  for (let offset = 0; going;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
    if (bytesRead === 0) return;
    const packed = Buffer.from(buffer.subarray(0, bytesRead));
    if (offset === 0 && windowBytes(packed) > MAX_WINDOW_BYTES) {
      throw new UnreadableFile('its compression needs too much memory');
    }
    offset += bytesRead;
    pushed(stream, packed);
  }
}

function pushed(stream: Decompress, packed: Buffer): void {
  try {
    stream.push(packed);
  } catch {
    throw new UnreadableFile('its compression is damaged');
  }
}

/** Hash of up to 4 KiB before an offset of the unpacked bytes; null when there are fewer. */
export async function packedFingerprint(handle: FileHandle, offset: number): Promise<string | null> {
  let seen = 0;
  let last: Buffer = Buffer.alloc(0);
  await unpack(handle, (piece) => {
    const part = piece.subarray(0, offset - seen);
    seen += part.length;
    last = lastBytes(last, part);
    return seen < offset;
  });
  return seen === offset ? fingerprint(last) : null;
}

/** Where reading packed lines stopped, in unpacked bytes. */
export interface PackedLinesRead {
  readonly offset: number;
  readonly hash: string;
  readonly skippedLines: number;
  readonly more: boolean;
}

/** Gives each whole line from the unpacked offset on, as `readLines` does. All before it is unpacked again and dropped. */
export async function readPackedLines(
  handle: FileHandle,
  from: number,
  bounds: { readonly budgetBytes: number; readonly maxLineBytes: number },
  onLine: (line: Buffer) => void,
): Promise<PackedLinesRead> {
  const lines = new LineSplitter(from, bounds.maxLineBytes, onLine);
  let more = false;
  await unpack(handle, (piece) => {
    lines.take(piece);
    more = lines.offset - from >= bounds.budgetBytes;
    return !more;
  });
  return { offset: lines.offset, hash: fingerprint(lines.last), skippedLines: lines.skippedLines, more };
}

/** Puts lines together from pieces of a stream that is entered at an offset. */
class LineSplitter {
  /** Unpacked bytes up to the last line break. */
  offset: number;
  last: Buffer = Buffer.alloc(0);
  skippedLines = 0;
  private toDrop: number;
  private carried: Buffer[] = [];
  private carriedBytes = 0;

  constructor(
    from: number,
    private readonly maxLineBytes: number,
    private readonly onLine: (line: Buffer) => void,
  ) {
    this.offset = from;
    this.toDrop = from;
  }

  take(piece: Buffer): void {
    const dropped = piece.subarray(0, this.toDrop);
    this.toDrop -= dropped.length;
    this.last = lastBytes(this.last, dropped);
    let rest = piece.subarray(dropped.length);
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      this.endLine(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
    }
    this.carry(rest);
  }

  private endLine(part: Buffer): void {
    this.carry(part);
    const line = Buffer.concat(this.carried);
    if (this.carriedBytes > this.maxLineBytes) this.skippedLines++;
    else if (line.length > 0) this.onLine(line);
    this.offset += this.carriedBytes + 1;
    this.last = lastBytes(lastBytes(this.last, line), Buffer.from('\n'));
    this.carried = [];
    this.carriedBytes = 0;
  }

  /** Of a line that is too long only the end is kept, for the fingerprint. */
  private carry(part: Buffer): void {
    if (part.length === 0) return;
    this.carriedBytes += part.length;
    this.carried.push(Buffer.from(part));
    if (this.carriedBytes > this.maxLineBytes) {
      this.carried = [this.carried.reduce(lastBytes, Buffer.alloc(0))];
    }
  }
}
