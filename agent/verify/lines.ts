import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Flaw, UsageProblem } from './flaw.js';

/** Longest accepted line in bytes, without its line feed. */
export const LONGEST_LINE = 16 * 1024 * 1024;
const CHUNK = 1024 * 1024;
const LINE_FEED = 0x0a;

/**
 * The lines of a file in constant memory, without their line feeds; each is a view that is valid until the next one.
 * Every line must end with a line feed: a file that stops within a line was cut off. Throws UsageProblem when there is
 * nothing to read, Flaw for lines no export has.
 */
export function* readLines(path: string): Generator<Buffer> {
  const file = openFile(path);
  try {
    yield* new LineReader(file).lines();
  } finally {
    closeSync(file);
  }
}

class LineReader {
  readonly #file: number;
  #buffer = Buffer.allocUnsafe(2 * CHUNK);
  /** Bytes of an unfinished line at the start of the buffer. */
  #pending = 0;
  #lines = 0;

  constructor(file: number) {
    this.#file = file;
  }

  *lines(): Generator<Buffer> {
    for (let count = this.#read(); count > 0; count = this.#read()) {
      const bytes = this.#buffer.subarray(0, this.#pending + count);
      let start = 0;
      for (
        let end = bytes.indexOf(LINE_FEED, this.#pending);
        end >= 0;
        end = bytes.indexOf(LINE_FEED, start)
      ) {
        this.#requireLength(end - start);
        this.#lines++;
        yield bytes.subarray(start, end);
        start = end + 1;
      }
      bytes.copyWithin(0, start);
      this.#pending = bytes.length - start;
      this.#requireLength(this.#pending);
    }
    if (this.#pending > 0) {
      throw new Flaw(
        'truncated',
        'the file ends in the middle of this line: it was cut off',
        this.#lines + 1,
      );
    }
    if (this.#lines === 0) throw new Flaw('empty', 'the file is empty');
  }

  #read(): number {
    if (this.#buffer.length - this.#pending < CHUNK) {
      const larger = Buffer.allocUnsafe(Math.min(this.#buffer.length * 2, LONGEST_LINE + 2 * CHUNK));
      this.#buffer.copy(larger, 0, 0, this.#pending);
      this.#buffer = larger;
    }
    return readSync(this.#file, this.#buffer, this.#pending, this.#buffer.length - this.#pending, null);
  }

  #requireLength(length: number): void {
    if (length <= LONGEST_LINE) return;
    throw new Flaw(
      'line-too-long',
      'the line is longer than 16 MiB, which no export contains',
      this.#lines + 1,
    );
  }
}

function openFile(path: string): number {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw new UsageProblem(`Cannot read ${path}: ${WORDS[codeOf(error)] ?? codeOf(error)}.`);
  }
  if (!fstatSync(file).isDirectory()) return file;
  closeSync(file);
  throw new UsageProblem(`${path} is a folder, not an export file.`);
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  ENOTDIR: 'part of the path is not a folder',
};

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code ?? error);
}
