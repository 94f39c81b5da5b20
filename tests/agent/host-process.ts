import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../server/testing/eventually.js';

const root = join(import.meta.dirname, '../..');
const program = join(root, 'dist/agent/clawbutler-agent.js');

/** What a command ended with. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
}

/** A developer's machine: a home folder with runtimes in it, and the real agent in processes of its own. */
export class HostProcess {
  readonly home = mkdtempSync(join(tmpdir(), 'clawbutler-home-'));
  private readonly started = new Set<ChildProcess>();

  /** @param extraEnv on top of home and path; may change between commands */
  constructor(readonly extraEnv: Record<string, string> = {}) {
    for (const runtime of ['claude', 'codex', 'hermes'])
      cpSync(join(root, 'agent/runtimes', runtime, 'fixtures/home'), join(this.home, `.${runtime}`), {
        recursive: true,
      });
  }

  /** Runs a command to its end. */
  command(...words: string[]): Promise<Ended> {
    return ended(this.spawn(words));
  }

  /** Starts the agent. */
  start(): RunningAgent {
    return new RunningAgent(this.spawn(['run']));
  }

  /** Its status, once it has one that fits. */
  status(fits: (status: { lastReportAt: string | null; pid: number }) => boolean): Promise<unknown> {
    return eventually(async () => {
      const { code, out } = await this.command('status', '--json');
      return code === 0 && fits(JSON.parse(out));
    }, 'the status of the agent');
  }

  remove(): void {
    for (const child of this.started) child.kill('SIGKILL');
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  private spawn(words: readonly string[]): ChildProcess {
    const child = spawn(process.execPath, [program, ...words], {
      cwd: this.home,
      env: { HOME: this.home, PATH: '/nonexistent', ...this.extraEnv },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.started.add(child);
    child.once('exit', () => this.started.delete(child));
    return child;
  }
}

/** The agent while it runs. */
export class RunningAgent {
  readonly ended: Promise<Ended>;

  constructor(private readonly child: ChildProcess) {
    this.ended = ended(child);
  }

  get pid(): number {
    return this.child.pid as number;
  }

  /** As the system or a person would. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }
}

function ended(child: ChildProcess): Promise<Ended> {
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part: Buffer) => (out += String(part)));
  return new Promise((done) => child.once('close', (code, signal) => done({ code, signal, out })));
}
