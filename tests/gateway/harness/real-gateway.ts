import { access, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { GatewayConnectionOptions } from '../../../server/connectors/openclaw/connection-options.js';
import { abortWork } from '../../../server/connectors/openclaw/stop-work.js';
import { AgentDriver, type StartedRun } from './agent-driver.js';
import { furnishHome, type RealGatewayOptions } from './gateway-home.js';
import { GatewayProcess, type ProcessOptions } from './gateway-process.js';
import { startStubModel, type StubModel } from './stub-model.js';

/** What a test should allow for starting one, its first install included. */
export const START_LIMIT_MS = 900_000;

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
    const stub = await startStubModel();
    const { how, token } = await furnishHome(options, stub.baseUrl);
    const running = await GatewayProcess.start(how).catch(async (error: unknown) => {
      await stub.close();
      await rm(how.dir, { recursive: true, force: true });
      throw error;
    });
    const gateway = new RealGateway(how.dir, token, stub, how, running);
    if (options.warm ?? !options.remote) await gateway.warmUp();
    return gateway;
  }

  get port(): number {
    return this.options.port;
  }

  get url(): string {
    return `ws://${this.options.host}:${this.options.port}`;
  }

  /** What a GatewayConnection needs to get there, besides credentials. */
  get target(): Pick<GatewayConnectionOptions, 'url' | 'connectSocket'> {
    const { network } = this.options;
    if (!network) return { url: this.url };
    return { url: this.url, connectSocket: (url, options) => network.connectSocket(url, options) };
  }

  /** Types a line such as `openclaw devices list` on the machine of the gateway, as its owner. */
  ownerTypes(line: string): Promise<string> {
    const [program, ...words] = line.split(' ');
    if (program !== 'openclaw') throw new Error(`The owner types openclaw commands only, not ${line}`);
    return GatewayProcess.command(this.options, this.pid, words);
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
    this.driver = await AgentDriver.connect(this.target, this.token);
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
