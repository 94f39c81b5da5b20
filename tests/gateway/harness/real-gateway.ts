import { randomUUID } from 'node:crypto';
import { access, chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { abortWork } from '../../../server/connectors/openclaw/stop-work.js';
import { AgentDriver, type StartedRun } from './agent-driver.js';
import { gatewayConfig, type ConfigTree } from './gateway-config.js';
import { gatewayLab } from './gateway-lab.js';
import { GatewayProcess, type ProcessOptions } from './gateway-process.js';
import { startStubModel, type StubModel } from './stub-model.js';

export interface RealGatewayOptions {
  /** tools.exec.mode; default `ask`: commands raise approvals. */
  execMode?: 'deny' | 'allowlist' | 'ask' | 'full';
  /** Merged over the configuration file. */
  config?: ConfigTree;
  /** The address it is reached at; default 127.0.0.1. */
  host?: string;
  /** Run one agent turn before returning, so that later ones are fast. Default true. */
  warm?: boolean;
  /** When we are root, the user it runs as: allow-always is never offered to root. Default 4242. */
  uid?: number;
}

/** What a test should allow for starting one, its first install included. */
export const START_LIMIT_MS = 900_000;

/** Any unused user id will do. */
const PLAIN_UID = 4242;

/** A real OpenClaw gateway with a stub model, in a folder of its own. */
export class RealGateway {
  private driver: AgentDriver | null = null;

  private constructor(
    readonly dir: string,
    readonly token: string,
    readonly stub: StubModel,
    private readonly options: ProcessOptions,
    private process: GatewayProcess,
  ) {}

  /** Installs what is missing, starts everything and waits until it is ready: 10 to 25 s. */
  static async start(options: RealGatewayOptions = {}): Promise<RealGateway> {
    const lab = await gatewayLab();
    const stub = await startStubModel();
    const token = randomUUID();
    const [dir, port] = [await mkdtemp(path.join(os.tmpdir(), 'clawbutler-gateway-')), await freePort()];
    const uid = process.getuid?.() === 0 ? (options.uid ?? PLAIN_UID) : null;
    const { execMode = 'ask', config = {}, host = '127.0.0.1' } = options;
    const written = gatewayConfig({ dir, port, token, stubBaseUrl: stub.baseUrl, execMode, more: config });
    await furnish(dir, written, uid);
    const how: ProcessOptions = { lab, dir, port, host, uid, cache: await compileCache(uid), env: {} };
    const running = await GatewayProcess.start(how).catch(async (error: unknown) => {
      await stub.close();
      await rm(dir, { recursive: true, force: true });
      throw error;
    });
    const gateway = new RealGateway(dir, token, stub, how, running);
    if (options.warm ?? true) await gateway.warmUp();
    return gateway;
  }

  get port(): number {
    return this.options.port;
  }

  get url(): string {
    return `ws://${this.options.host}:${this.options.port}`;
  }

  /** Its process; changes with every restart. */
  get pid(): number {
    return this.process.pid;
  }

  /** The user it runs as: 0 is never offered allow-always. */
  get uid(): number {
    return this.options.uid ?? process.getuid?.() ?? -1;
  }

  get workspace(): string {
    return path.join(this.dir, 'workspace');
  }

  /** True when the agents' workspace holds this file. */
  has(file: string): Promise<boolean> {
    return access(path.join(this.workspace, file)).then(
      () => true,
      () => false,
    );
  }

  /** Sends an agent a message, as a person at the gateway would. Marks in it steer the stub model. */
  async chat(message: string, sessionKey?: string): Promise<StartedRun> {
    return (await this.person()).chat(message, sessionKey);
  }

  /** Makes an agent try a shell command. */
  runAgentCommand(command: string, sessionKey?: string): Promise<StartedRun> {
    return this.chat(`please run [[exec:${command}]]`, sessionKey);
  }

  async waitIdle(): Promise<void> {
    await (await this.person()).idle();
  }

  /** The connection of the person at the gateway, for any other request. */
  async person(): Promise<AgentDriver> {
    if (this.driver?.connection.isOpen) return this.driver;
    this.driver = await AgentDriver.connect(this.url, this.token);
    return this.driver;
  }

  /** Ends it like a crash; its folder stays. */
  async crash(): Promise<void> {
    this.driver?.close();
    await this.process.kill();
  }

  /** Starts it again in the same folder on the same port. */
  async startAgain(): Promise<void> {
    this.process = await GatewayProcess.start(this.options);
  }

  /** Crash and start again. */
  async restart(): Promise<void> {
    await this.crash();
    await this.startAgain();
  }

  /** Stops everything and removes the folder. */
  async stop(): Promise<void> {
    // A polite stop waits minutes for runs that wait for approval; only a polite one keeps the compiled code.
    if (this.driver?.connection.isOpen)
      await abortWork(this.driver.connection, { kind: 'connector' }).catch(() => null);
    this.driver?.close();
    await this.process.stop(10_000);
    await this.stub.close();
    await rm(this.dir, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The end of its log, for a failing test. */
  tail(): string {
    return this.process.tail();
  }

  /** The files of the workspace. */
  files(): Promise<string[]> {
    return readdir(this.workspace);
  }

  private async warmUp(): Promise<void> {
    await (
      await this.chat('warm up')
    ).ended;
  }
}

/** Starts a real gateway; see RealGateway. */
export function startRealGateway(options: RealGatewayOptions = {}): Promise<RealGateway> {
  return RealGateway.start(options);
}

async function furnish(dir: string, config: ConfigTree, uid: number | null): Promise<void> {
  await chmod(dir, 0o755);
  for (const folder of ['home', 'workspace', 'state']) await mkdir(path.join(dir, folder));
  await writeFile(path.join(dir, 'openclaw.json'), JSON.stringify(config, null, 2), { mode: 0o600 });
  await writeFile(path.join(dir, 'stdout.log'), '');
  if (uid === null) return;
  for (const name of ['', 'home', 'workspace', 'state', 'openclaw.json', 'stdout.log']) {
    await chown(path.join(dir, name), uid, uid);
  }
}

/** One folder per user, since nobody else may write what he runs. */
async function compileCache(uid: number | null): Promise<string> {
  const folder = path.join(os.tmpdir(), `clawbutler-gateway-cache-${uid ?? process.getuid?.() ?? 'me'}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (uid !== null) await chown(folder, uid, uid);
  return folder;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
