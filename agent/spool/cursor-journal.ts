import * as nodeFiles from 'node:fs';
import { dirname } from 'node:path';
import type { ReaderCursor } from '../runtimes/reading.js';
import { lineOf, recordIn } from './record-line.js';

/** A journal is written anew once it holds this many times what is still true, and is not small. */
const wasteFactor = 4;
const smallBytes = 256 * 1024;
/** Beyond this nothing is taken any more: reading pauses and says so. */
const mostBytes = 256 * 1024 * 1024;

/** The calls to the file system, so that tests can let each of them fail. */
export type FileCalls = Pick<
  typeof nodeFiles,
  | 'closeSync'
  | 'fdatasyncSync'
  | 'fstatSync'
  | 'fsyncSync'
  | 'ftruncateSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readFileSync'
  | 'renameSync'
  | 'writeSync'
>;

/** What opening found damaged. */
export interface JournalCheck {
  /** Lines that count. */
  readonly records: number;
  /** Bytes at the end that were not written whole, cut off. */
  readonly tornBytes: number;
}

/**
 * How far the sources of one runtime were read: an append-only file of lines, each with its own check, on disk before
 * `commit` returns. Whatever moment a process or machine dies at, opening gives every cursor that was committed, or an
 * older one: that costs reading and sending again, and the server knows what it has.
 */
export class CursorJournal {
  private constructor(
    private readonly path: string,
    private readonly files: FileCalls,
    private descriptor: number,
    private state: { cursor: ReaderCursor; size: number; liveBytes: number },
    readonly check: JournalCheck,
  ) {}

  /** Opens or creates it; checks every line, and cuts off what was not written whole. */
  static open(path: string, files: FileCalls = nodeFiles): CursorJournal {
    files.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const descriptor = files.openSync(path, 'a+', 0o600);
    try {
      const { validBytes: size, cursor, liveBytes, check } = replay(files.readFileSync(descriptor));
      if (check.tornBytes > 0) files.ftruncateSync(descriptor, size);
      files.fsyncSync(descriptor);
      syncFolder(files, dirname(path));
      return new CursorJournal(path, files, descriptor, { cursor, size, liveBytes }, check);
    } catch (error) {
      files.closeSync(descriptor);
      throw error;
    }
  }

  /** How far was read, as last committed. */
  get current(): ReaderCursor {
    return this.state.cursor;
  }

  /**
   * Remembers this cursor; only what differs from the last one is written. Call it once the server has what was read.
   * @throws the file system's error when it is not on disk; the last cursor holds then.
   */
  commit(next: ReaderCursor): void {
    const lines = changed(this.state.cursor, next);
    if (lines.length === 0) return;
    const bytes = Buffer.from(lines.join(''));
    if (this.state.size + bytes.length > mostBytes) throw new Error('The journal of this runtime is full.');
    this.append(bytes);
    this.state.cursor = next;
    if (this.state.size > smallBytes && this.state.size > wasteFactor * this.state.liveBytes) this.compact();
  }

  close(): void {
    this.files.closeSync(this.descriptor);
  }

  /** A write that fails half way is taken back, so that what comes after it is not behind a torn line. */
  private append(bytes: Buffer): void {
    try {
      writeAll(this.files, this.descriptor, bytes);
      this.files.fdatasyncSync(this.descriptor);
    } catch (error) {
      this.files.ftruncateSync(this.descriptor, this.state.size);
      throw error;
    }
    this.state.size += bytes.length;
  }

  /** Writes what is still true into a new file and puts it in place of the old one. When that fails, the old one goes on. */
  private compact(): void {
    const bytes = Buffer.from(changed({}, this.state.cursor).join(''));
    // Known exactly now. When little would be gained, the next look is after as much again.
    this.state.liveBytes = bytes.length;
    if (this.state.size <= wasteFactor * bytes.length) return;
    try {
      const fresh = this.write(bytes);
      this.files.closeSync(this.descriptor);
      this.descriptor = fresh;
      this.state.size = bytes.length;
    } catch {
      // What was committed is on disk in the old file; only room is lost until the next try.
    }
  }

  private write(bytes: Buffer): number {
    const draft = `${this.path}.new`;
    const { O_APPEND, O_CREAT, O_TRUNC, O_WRONLY } = nodeFiles.constants;
    const descriptor = this.files.openSync(draft, O_APPEND | O_CREAT | O_TRUNC | O_WRONLY, 0o600);
    try {
      writeAll(this.files, descriptor, bytes);
      this.files.fsyncSync(descriptor);
      this.files.renameSync(draft, this.path);
    } catch (error) {
      this.files.closeSync(descriptor);
      throw error;
    }
    syncFolderIfPossible(this.files, dirname(this.path));
    return descriptor;
  }
}

function replay(bytes: Buffer) {
  const sources = new Map<string, ReaderCursor[string]>();
  let [validBytes, records] = [0, 0];
  for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, validBytes)) {
    const record = recordIn(bytes.toString('utf8', validBytes, end));
    // Lines after a damaged one may be older or newer than what it said: reading again is always right.
    if (record === null) break;
    if (record.cursor === null) sources.delete(record.source);
    else sources.set(record.source, record.cursor);
    validBytes = end + 1;
    records++;
  }
  const cursor = Object.fromEntries(sources);
  const liveBytes = Buffer.byteLength(changed({}, cursor).join(''));
  return { cursor, validBytes, liveBytes, check: { records, tornBytes: bytes.length - validBytes } };
}

/** Readers keep the very object of a source they did not touch, so identity tells what changed. */
function changed(before: ReaderCursor, after: ReaderCursor): string[] {
  const lines: string[] = [];
  for (const [source, cursor] of Object.entries(after)) {
    if (before[source] !== cursor) lines.push(lineOf({ source, cursor }));
  }
  for (const source of Object.keys(before)) {
    if (!Object.hasOwn(after, source)) lines.push(lineOf({ source, cursor: null }));
  }
  return lines;
}

function writeAll(files: FileCalls, descriptor: number, bytes: Buffer): void {
  for (let from = 0; from < bytes.length;) from += files.writeSync(descriptor, bytes, from);
}

/** Windows opens no folders and needs no such call. */
function syncFolder(files: FileCalls, folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = files.openSync(folder, 'r');
  try {
    files.fsyncSync(descriptor);
  } finally {
    files.closeSync(descriptor);
  }
}

/** Once renamed, the new file is the one: should the rename be lost with the power, the old one comes back, which is right too. */
function syncFolderIfPossible(files: FileCalls, folder: string): void {
  try {
    syncFolder(files, folder);
  } catch {
    // Said above.
  }
}
