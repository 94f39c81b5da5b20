import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, parse } from 'node:path';
import type { RuntimeKind } from '../../schema/generated/types.js';
import type { HostEnvironment } from '../runtimes/reading.js';

const PROGRAMS: Readonly<Record<RuntimeKind, string>> = {
  CLAUDE_CODE: 'claude',
  CODEX: 'codex',
  HERMES: 'hermes',
  OPENCLAW: 'openclaw',
};

/** Where installers put programs, for a daemon started without a shell's PATH. */
const USUAL_FOLDERS = ['.local/bin', '.npm-global/bin', '.claude/local', '.bun/bin', 'bin'];
const SYSTEM_FOLDERS = ['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin'];

const answerTimeoutMs = 3_000;
const longestAnswer = 4_096;

/** Asks programs for their version, once for each state of their file. */
export class ProgramVersions {
  private readonly known = new Map<string, string | null>();

  constructor(private readonly environment: HostEnvironment) {}

  /** What the program of this runtime calls its version; null when there is none, or it does not say within three seconds. */
  async of(kind: RuntimeKind): Promise<string | null> {
    const file = await this.find(PROGRAMS[kind]);
    if (file === null) return null;
    const { mtimeMs, size, ino } = await stat(file);
    const state = `${file}\0${mtimeMs}\0${size}\0${ino}`;
    const known = this.known.get(state);
    if (known !== undefined) return known;
    // Remembered first: a program that hangs is not asked again while it does.
    this.known.set(state, null);
    const version = versionIn(await this.ask(file));
    this.known.set(state, version);
    return version;
  }

  private async find(program: string): Promise<string | null> {
    for (const folder of this.folders()) {
      const file = await realpath(join(folder, program)).catch(() => null);
      if (file !== null && (await isProgram(file))) return file;
    }
    return null;
  }

  private folders(): string[] {
    const { home, variables } = this.environment;
    const listed = (variables.PATH ?? '').split(delimiter);
    // A relative folder would mean whatever folder the daemon happens to be in.
    return [...listed, ...USUAL_FOLDERS.map((folder) => join(home, folder)), ...SYSTEM_FOLDERS].filter(
      isAbsolute,
    );
  }

  private ask(file: string): Promise<string> {
    const { home, variables } = this.environment;
    return new Promise((resolve) => {
      const child = execFile(
        file,
        ['--version'],
        {
          timeout: answerTimeoutMs,
          killSignal: 'SIGKILL',
          maxBuffer: longestAnswer,
          windowsHide: true,
          // Not a project's folder: programs read settings, and run hooks, of where they are.
          cwd: parse(file).root,
          env: { HOME: home, PATH: variables.PATH ?? '', TERM: 'dumb', NO_COLOR: '1' },
        },
        (_error, stdout) => resolve(stdout),
      );
      child.stdin?.end();
    });
  }
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** The first thing that reads like a version. What a program prints is untrusted. */
export function versionIn(answer: string): string | null {
  return (
    /\d{1,6}\.\d{1,6}(?:\.\d{1,6}){0,2}(?:[-+][0-9A-Za-z.-]{1,40})?/.exec(
      answer.slice(0, longestAnswer),
    )?.[0] ?? null
  );
}
