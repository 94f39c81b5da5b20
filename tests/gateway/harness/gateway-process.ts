import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { openSync, closeSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import type { GatewayLab } from './gateway-lab.js';
import type { PrivateNetwork } from './private-network.js';
import { until } from '../../labs/until.js';

export interface ProcessOptions {
  lab: GatewayLab;
  dir: string;
  port: number;
  /** The host readiness is asked of. */
  host: string;
  uid: number | null;
  /** Compiled code, kept between runs: later starts take half the time. */
  cache: string;
  /** Where it runs instead of on this machine's own network. */
  network: PrivateNetwork | null;
  env: Record<string, string>;
}

/** Alone on two cores it takes 10 to 25 s; among other heavy work it has taken 100. */
const READY_LIMIT_MS = 300_000;

/** One run of the gateway program. */
export class GatewayProcess {
  private exited: { code: number | null; signal: string | null } | null = null;

  private constructor(
    private readonly child: ChildProcess,
    private readonly log: string,
  ) {
    const die = () => child.kill('SIGKILL');
    process.once('exit', die);
    child.once('exit', (code, signal) => {
      this.exited = { code, signal };
      process.off('exit', die);
    });
  }

  /**
   * Spawns the gateway and waits until it is ready. Rejects with the end of its log when it is not. On a starved
   * machine a gateway loses the lease on its own database while it starts and gives up; that is tried again.
   */
  static async start(options: ProcessOptions, attemptsLeft = 3): Promise<GatewayProcess> {
    try {
      return await GatewayProcess.startOnce(options);
    } catch (error) {
      if (attemptsLeft === 1 || !/lease/i.test(String(error))) throw error;
      return GatewayProcess.start(options, attemptsLeft - 1);
    }
  }

  private static async startOnce(options: ProcessOptions): Promise<GatewayProcess> {
    const { dir, port, uid, network } = options;
    const log = path.join(dir, 'stdout.log');
    const out = openSync(log, 'a');
    const [command, args] = commandLine(options, ['gateway', 'run', '--port', String(port)]);
    const child = spawn(command, args, {
      cwd: dir,
      stdio: ['ignore', out, out],
      env: environment(options),
      ...(uid === null || network ? {} : { uid, gid: uid }),
    });
    closeSync(out);
    const started = new GatewayProcess(child, log);
    await started.ready(options);
    return started;
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  /** The end of what it wrote. */
  tail(): string {
    return readFileSync(this.log, 'utf8').slice(-4000);
  }

  /** Runs `openclaw WORDS` as its owner would, on its machine; resolves with what it printed. */
  static async command(options: ProcessOptions, pid: number, words: string[]): Promise<string> {
    const { lab, dir, uid, network } = options;
    const how = { cwd: dir, env: environment(options), timeout: 120_000 };
    const args = [lab.entry, ...words];
    const { stdout } = network
      ? await promisify(execFile)('nsenter', network.inside(pid, [lab.node, ...args], uid ?? 0), how)
      : await promisify(execFile)(lab.node, args, { ...how, ...(uid === null ? {} : { uid, gid: uid }) });
    return stdout;
  }

  /** Ends it: politely for `graceMs`, then for good. */
  async stop(graceMs = 5000): Promise<void> {
    if (!this.exited) this.child.kill('SIGTERM');
    await until(() => this.exited, { timeoutMs: graceMs, everyMs: 25 }).catch(() => this.kill());
  }

  /** Ends it like a crash. */
  async kill(): Promise<void> {
    if (!this.exited) this.child.kill('SIGKILL');
    await until(() => this.exited, { timeoutMs: 10_000, everyMs: 10, what: 'the killed gateway to be gone' });
  }

  private async ready(options: ProcessOptions): Promise<void> {
    const ask = async () => {
      if (this.exited) throw new Error(`The gateway ended (${JSON.stringify(this.exited)}):\n${this.tail()}`);
      return (await readiness(options)) === 200;
    };
    try {
      await until(ask, { timeoutMs: READY_LIMIT_MS, what: 'the gateway to be ready' });
    } catch (error) {
      await this.kill();
      throw error;
    }
  }
}

function environment({ lab, dir, env, cache }: ProcessOptions): Record<string, string> {
  return {
    NODE_COMPILE_CACHE: cache,
    // Otherwise it starts itself a second time to move the cache.
    OPENCLAW_PACKAGED_COMPILE_CACHE_RESPAWNED: '1',
    PATH: `${path.dirname(lab.node)}:/usr/local/bin:/usr/bin:/bin`,
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
    HOME: path.join(dir, 'home'),
    OPENCLAW_STATE_DIR: path.join(dir, 'state'),
    OPENCLAW_CONFIG_PATH: path.join(dir, 'openclaw.json'),
    OPENCLAW_DISABLE_BONJOUR: '1',
    OPENCLAW_NO_RESPAWN: '1',
    OPENCLAW_SKIP_CHANNELS: '1',
    OPENCLAW_EXEC_SHELL_SNAPSHOT: '0',
    OPENCLAW_NO_AUTO_UPDATE: '1',
    OPENCLAW_TELEMETRY: '0',
    ...env,
  };
}

function commandLine({ lab, port, uid, network }: ProcessOptions, words: string[]): [string, string[]] {
  const args = [lab.entry, ...words];
  return network ? network.command(lab.node, args, { port, uid: uid ?? 0 }) : [lab.node, args];
}

/** The HTTP status of its readiness, or 0 when nobody answers. */
function readiness({ host, port, network }: ProcessOptions): Promise<number> {
  const where = network ? { socketPath: network.socket } : { host, port };
  return new Promise((resolve) => {
    const request = get({ ...where, path: '/readyz', timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(0));
  });
}
