import type { FileHandle } from 'node:fs/promises';

const LINE_BREAK = 0x0a;

/** Bounds of reading lines; what they are in production is in `tail-file.ts`. */
export interface LineBounds {
  readonly budgetBytes: number;
  readonly maxLineBytes: number;
  readonly chunkBytes: number;
}

/** Where reading lines stopped. */
export interface LinesRead {
  readonly offset: number;
  readonly skipping: boolean;
  readonly skippedLines: number;
  /** The budget ran out before the lines did. */
  readonly more: boolean;
}

/** What is read of one file in one go. */
interface Job {
  readonly handle: FileHandle;
  readonly size: number;
  readonly bounds: LineBounds;
  readonly buffer: Buffer;
  /** The bytes are the line's only until it returns. */
  readonly onLine: (line: Buffer) => void;
}

/**
 * Gives each whole line from the offset on, without its line break. An unfinished line stays for the next time; a line
 * over the bound is skipped and counted. Holds one chunk, or one whole line when it is longer: bytes are looked through
 * for the end of a long line first and read again when they are wanted, so what is skipped is never held.
 */
export async function readLines(
  job: Omit<Job, 'buffer'>,
  from: { readonly offset: number; readonly skipping: boolean },
): Promise<LinesRead> {
  const whole = {
    ...job,
    buffer: Buffer.allocUnsafe(Math.min(job.bounds.chunkBytes, job.bounds.maxLineBytes)),
  };
  let state: Step = { offset: from.offset, skipping: from.skipping, skippedLines: 0, stuck: false };
  while (!state.stuck && state.offset < job.size && state.offset - from.offset < job.bounds.budgetBytes) {
    state = state.skipping ? await skipOn(whole, state) : await readOn(whole, state);
  }
  const { offset, skipping, skippedLines, stuck } = state;
  return { offset, skipping, skippedLines, more: !stuck && offset < job.size };
}

interface Step {
  readonly offset: number;
  readonly skipping: boolean;
  readonly skippedLines: number;
  /** Nothing more to be had now: an unfinished line, or a file that became shorter. */
  readonly stuck: boolean;
}

async function readOn(job: Job, state: Step): Promise<Step> {
  const bytes = await chunkAt(job, state.offset);
  const used = giveLines(bytes, job);
  if (used > 0) return { ...state, offset: state.offset + used };
  const atEnd = bytes.length === 0 || state.offset + bytes.length >= job.size;
  return atEnd ? { ...state, stuck: true } : readLongLine(job, state);
}

/** Every line that ends within the bytes; how many bytes they take. A chunk is no longer than the longest line. */
function giveLines(bytes: Buffer, job: Job): number {
  let start = 0;
  for (let end = bytes.indexOf(LINE_BREAK); end >= 0; end = bytes.indexOf(LINE_BREAK, start)) {
    if (end > start) job.onLine(bytes.subarray(start, end));
    start = end + 1;
  }
  return start;
}

async function readLongLine(job: Job, state: Step): Promise<Step> {
  const limit = Math.min(job.size, state.offset + job.bounds.maxLineBytes + 1);
  const end = await findLineBreak(job, state.offset, limit);
  if (end === null) {
    if (limit - state.offset <= job.bounds.maxLineBytes) return { ...state, stuck: true };
    return { ...state, offset: limit, skipping: true, skippedLines: state.skippedLines + 1 };
  }
  const line = await exactly(job.handle, state.offset, end - state.offset);
  if (line === null) return { ...state, stuck: true };
  job.onLine(line);
  return { ...state, offset: end + 1 };
}

async function skipOn(job: Job, state: Step): Promise<Step> {
  const bytes = await chunkAt(job, state.offset);
  if (bytes.length === 0) return { ...state, stuck: true };
  const end = bytes.indexOf(LINE_BREAK);
  if (end < 0) return { ...state, offset: state.offset + bytes.length };
  return { ...state, offset: state.offset + end + 1, skipping: false };
}

async function findLineBreak(job: Job, from: number, limit: number): Promise<number | null> {
  let offset = from;
  while (offset < limit) {
    const bytes = await chunkAt(job, offset);
    const end = bytes.subarray(0, limit - offset).indexOf(LINE_BREAK);
    if (end >= 0) return offset + end;
    if (bytes.length === 0) return null;
    offset += bytes.length;
  }
  return null;
}

async function chunkAt(job: Job, offset: number): Promise<Buffer> {
  const wanted = Math.min(job.buffer.length, job.size - offset);
  const { bytesRead } = await job.handle.read(job.buffer, 0, wanted, offset);
  return job.buffer.subarray(0, bytesRead);
}

async function exactly(handle: FileHandle, offset: number, length: number): Promise<Buffer | null> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) return null;
    filled += bytesRead;
  }
  return bytes;
}
