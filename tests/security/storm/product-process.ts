import { fork, type ChildProcess } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const project = path.resolve(import.meta.dirname, '../../..');
const programs = { api: 'dist/app/main.js', worker: 'dist/app/worker.js' };
const startAgainMs = 200;
const graceMs = 15_000;

export interface ProcessOptions {
  name: string;
  role: keyof typeof programs;
  env: Record<string, string>;
  logFile: string;
}

/** One real process of the product, started again whenever it ends, as any supervisor does. */
export class ProductProcess {
  setupLink: string | null = null;
  starts = 0;
  private child: ChildProcess | null = null;
  private running: Promise<void> | null = null;
  private ending = false;
  private waiting = new Set<() => void>();

  constructor(private readonly options: ProcessOptions) {}

  get name(): string {
    return this.options.name;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Resolves when it runs for the first time. */
  async start(): Promise<void> {
    const started = this.started();
    this.running = this.supervise();
    await started;
  }

  /** Resolves at the next start that succeeded. */
  started(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => void (this.waiting.delete(done), resolve());
      this.waiting.add(done);
    });
  }

  kill(): void {
    this.child?.kill('SIGKILL');
  }

  /** How long it takes from its death until it runs again, in milliseconds. */
  async timeStart(): Promise<number> {
    const began = performance.now();
    const back = this.started();
    this.kill();
    await back;
    return Math.round(performance.now() - began);
  }

  /** Kills it and leaves it dead. Resolves when it is. */
  async killForGood(): Promise<void> {
    this.ending = true;
    this.kill();
    await this.running;
  }

  async stop(): Promise<void> {
    this.ending = true;
    const timer = setTimeout(() => this.kill(), graceMs);
    this.child?.kill('SIGTERM');
    await this.running;
    clearTimeout(timer);
  }

  private async supervise(): Promise<void> {
    while (!this.ending) {
      await this.once();
      if (!this.ending) await pause(startAgainMs);
    }
  }

  private async once(): Promise<void> {
    const { role, env, logFile } = this.options;
    const { PATH, HOME } = process.env;
    const child = fork(path.join(project, programs[role]), [], {
      cwd: project,
      env: { PATH, HOME, CLAWBUTLER_ROLE: role, NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
    });
    this.child = child;
    child.on('message', ({ type, url }: { type: string; url: string }) => {
      if (type === 'setup-link') this.setupLink = url;
    });
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        appendFileSync(logFile, text);
        if (text.includes('"msg":"started"')) this.announce();
      });
    }
    await new Promise((resolve) => child.once('close', resolve));
  }

  private announce(): void {
    this.starts += 1;
    for (const done of [...this.waiting]) done();
  }
}
