import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { RuntimeLab } from './runtime-lab.js';

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

const runLimitMs = 90_000;

/** A developer's machine as far as the runtimes can tell: a home and a project of its own, thrown away afterwards. */
export class Machine {
  readonly home: string;
  readonly project: string;

  private constructor(
    readonly root: string,
    private readonly lab: RuntimeLab,
    private readonly providers: { anthropic: string; openai: string },
  ) {
    this.home = path.join(root, 'home');
    this.project = path.join(root, 'work', 'proj');
  }

  static async create(lab: RuntimeLab, providers: { anthropic: string; openai: string }): Promise<Machine> {
    const machine = new Machine(await mkdtemp(path.join(os.tmpdir(), 'clawbutler-machine-')), lab, providers);
    await mkdir(path.join(machine.home, '.codex'), { recursive: true });
    await mkdir(machine.project, { recursive: true });
    await writeFile(path.join(machine.project, 'README.md'), '# A project\n');
    await writeFile(path.join(machine.home, '.codex', 'config.toml'), codexConfig(providers.openai));
    return machine;
  }

  /** What a program on this machine sees; nothing of the machine that runs the tests. */
  get env(): NodeJS.ProcessEnv {
    return { PATH: process.env.PATH, HOME: this.home, LANG: 'C.UTF-8', TERM: 'dumb', NO_COLOR: '1' };
  }

  /** One headless run of the real Claude Code. */
  claude(prompt: string, ...args: string[]): Promise<Ran> {
    const env = {
      ...this.env,
      ANTHROPIC_BASE_URL: this.providers.anthropic,
      ANTHROPIC_API_KEY: 'not-a-key',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_TELEMETRY: '1',
      DISABLE_ERROR_REPORTING: '1',
      DISABLE_AUTOUPDATER: '1',
    };
    const all = ['-p', prompt, '--output-format', 'json', '--allowedTools', 'Bash', 'Agent', ...args];
    return this.run(this.lab.claude, all, env);
  }

  /** One headless run of the real Codex. */
  codex(prompt: string, ...args: string[]): Promise<Ran> {
    const all = ['exec', '--json', '--skip-git-repo-check', '-s', 'danger-full-access', ...args, prompt];
    return this.run(this.lab.codex, all, { ...this.env, STUB_KEY: 'not-a-key' });
  }

  /** The oracle's report of one runtime's sessions. */
  async ccusage(runtime: 'claude' | 'codex'): Promise<unknown> {
    const ran = await this.run(this.lab.ccusage, [runtime, 'session', '--offline', '--json'], this.env);
    if (ran.code !== 0) throw new Error(`ccusage failed: ${ran.stderr}`);
    return JSON.parse(ran.stdout) as unknown;
  }

  async destroy(): Promise<void> {
    await rm(this.root, { recursive: true, force: true, maxRetries: 3 });
  }

  private run(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<Ran> {
    const child = spawn(program, args, {
      cwd: this.project,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: runLimitMs,
    });
    const [out, err] = [[] as Buffer[], [] as Buffer[]];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) =>
        resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
      );
    });
  }
}

function codexConfig(url: string): string {
  return `model = "gpt-5.5"
model_provider = "stub"
[model_providers.stub]
name = "stub"
base_url = "${url}/v1"
wire_api = "responses"
env_key = "STUB_KEY"
`;
}
