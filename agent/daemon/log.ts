import { appendFileSync, chmodSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const largestBytes = 4 * 1024 * 1024;
const longestDetail = 500;

/** The daemon's log: JSON lines in the agent's folder, for its owner only, two files of 4 MiB at most. */
export class DaemonLog {
  private readonly path: string;
  private size: number;

  constructor(
    directory: string,
    /** Where lines go as well, for somebody who watches. */
    private readonly also: (line: string) => void = () => undefined,
    private readonly now: () => Date = () => new Date(),
  ) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.path = logFile(directory);
    this.size = sizeOf(this.path);
  }

  /** Writes a line. Details may come from runtimes and servers; as JSON they cannot end or begin a line. */
  readonly write = (words: string, details: Record<string, unknown> = {}): void => {
    const short = Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.slice(0, longestDetail) : value,
    ]);
    const line = `${JSON.stringify({ at: this.now().toISOString(), say: words, ...Object.fromEntries(short) })}\n`;
    this.also(line);
    try {
      this.turnOver(Buffer.byteLength(line));
      appendFileSync(this.path, line, { mode: 0o600 });
    } catch {
      // A full disk must not end the daemon; its status tells.
    }
  };

  private turnOver(bytes: number): void {
    if (this.size > 0 && this.size + bytes > largestBytes) {
      renameSync(this.path, `${this.path}.1`);
      this.size = 0;
    }
    if (this.size === 0) {
      appendFileSync(this.path, '', { mode: 0o600 });
      chmodSync(this.path, 0o600);
    }
    this.size += bytes;
  }
}

/** The newest lines of the log, oldest first. */
export function newestLines(directory: string, count: number): string[] {
  const texts = [`${logFile(directory)}.1`, logFile(directory)].map((path) => readOrEmpty(path));
  const lines = texts
    .join('')
    .split('\n')
    .filter((line) => line !== '');
  return lines.slice(-count);
}

const logFile = (directory: string) => join(directory, 'agent.log');

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
