import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPrivateValkey } from '../../../scripts/testing/private-valkey.mjs';
import { freePort } from '../../../server/testing/free-port.js';
import { call } from '../../../server/testing/graphql-caller.js';
import { openSocket, subscribe } from '../../../server/testing/graphql-socket.js';
import type { TestApp } from '../../../server/testing/test-app.js';
import { createWorld, type World } from '../../../server/testing/world.js';
import { OwnDatabase } from './own-database.js';
import { ProductProcess } from './product-process.js';

export type Backend = 'postgresql' | 'valkey';
type Valkey = NonNullable<Awaited<ReturnType<typeof startPrivateValkey>>>;

/** The product as an operator runs it at scale: APIs and workers as processes of their own, over one database. */
export class Product {
  readonly apis: ProductProcess[] = [];
  readonly workers: ProductProcess[] = [];
  /** Origins of the APIs, in order. */
  readonly urls: string[] = [];
  readonly dataDir = mkdtempSync(join(tmpdir(), 'clawbutler-product-'));
  /** Where checkpoints go besides the data directory. */
  readonly outside = join(this.dataDir, 'outside');
  readonly logFile = join(this.dataDir, 'product.log');
  world!: World;

  private constructor(
    readonly database: OwnDatabase,
    private valkey: Valkey | null,
  ) {}

  static async start(backend: Backend, { apis = 1, workers = 1 } = {}): Promise<Product> {
    const valkey = backend === 'valkey' ? await startPrivateValkey() : null;
    if (valkey === undefined) throw new Error('This test needs Valkey, and there is none.');
    const product = new Product(await OwnDatabase.start(), valkey);
    try {
      for (let n = 1; n <= apis; n++) await product.add('api', n);
      for (let n = 1; n <= workers; n++) await product.add('worker', n);
      product.world = await createWorld(product.as(0));
      return product;
    } catch (error) {
      await product.stop();
      throw error;
    }
  }

  /** What is served at one of the APIs, in the shape tests speak to. The processes are elsewhere, so it has no insides. */
  as(api: number): TestApp {
    const url = this.urls[api]!;
    // Each start makes a new link; the last one counts.
    const { setupLink } = this.apis.at(-1)!;
    const outsides: Pick<TestApp, 'url' | 'setupLink' | 'gql' | 'subscribe' | 'socket'> = {
      ...{ url, setupLink },
      gql: (document, variables, options) => call(url, document, variables, options),
      subscribe: (document, variables, options) => subscribe(url, document, variables, options),
      socket: (options) => openSocket(url, options),
    };
    return outsides as TestApp;
  }

  /** Kills Valkey with all it holds; an empty one takes its place. */
  async killValkey(): Promise<void> {
    const { pid, exited, place } = this.valkey!;
    process.kill(pid, 'SIGKILL');
    await exited;
    this.valkey = (await startPrivateValkey(place))!;
  }

  log(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  async stop(): Promise<void> {
    await Promise.all([...this.apis, ...this.workers].map((one) => one.stop()));
    await this.database.stop();
    await this.valkey?.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  private async add(role: 'api' | 'worker', n: number): Promise<void> {
    const port = String(await freePort());
    const env = {
      CLAWBUTLER_DATABASE_URL: this.database.appUrl,
      CLAWBUTLER_DATABASE_POOL: '6',
      CLAWBUTLER_DATA_DIR: this.dataDir,
      CLAWBUTLER_CHECKPOINT_DIR: this.outside,
      CLAWBUTLER_PORT: port,
      ...(this.valkey ? { CLAWBUTLER_VALKEY_URL: this.valkey.url } : {}),
    };
    const process = new ProductProcess({ name: `${role}-${n}`, role, env, logFile: this.logFile });
    (role === 'api' ? this.apis : this.workers).push(process);
    if (role === 'api') this.urls.push(`http://127.0.0.1:${port}`);
    await process.start();
  }
}
