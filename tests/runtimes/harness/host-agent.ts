import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Machine } from './machine.js';

const bundle = path.join(process.cwd(), 'dist', 'agent', 'clawbutler-agent.js');

/** The shipped host agent on a machine, as a developer runs it. */
export class HostAgent {
  private daemon: ChildProcess | null = null;
  private said = '';

  constructor(
    private readonly machine: Machine,
    private readonly folder: string,
  ) {}

  /** Runs one command to its end. @throws with what it said when it fails */
  async command(...words: string[]): Promise<string> {
    const child = this.spawn(words);
    let told = '';
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => (told += String(chunk)));
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0)
      throw new Error(`clawbutler-agent ${words.join(' ')} ended with ${String(code)}: ${told}`);
    return told;
  }

  start(): void {
    this.daemon = this.spawn(['run']);
    for (const stream of [this.daemon.stdout!, this.daemon.stderr!])
      stream.on('data', (chunk: Buffer) => (this.said += String(chunk)));
  }

  get log(): string {
    return this.said;
  }

  /** Ends the resident daemon; with SIGKILL it gets no chance to put anything in order. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { daemon } = this;
    this.daemon = null;
    if (!daemon || daemon.exitCode !== null) return;
    const ended = new Promise((resolve) => daemon.once('exit', resolve));
    daemon.kill(signal);
    await ended;
  }

  private spawn(words: string[]): ChildProcess {
    return spawn(process.execPath, [bundle, ...words], {
      env: { ...this.machine.env, CLAWBUTLER_AGENT_DIR: this.folder },
      cwd: this.machine.project,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}
