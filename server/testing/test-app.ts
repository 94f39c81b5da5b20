import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import type { Clock } from '../platform/clock.js';
import { loadConfig, type Config } from '../platform/config/config.js';
import { Log } from '../platform/telemetry/log.js';
import { run } from '../process.js';
import { freePort } from './free-port.js';
import { call, type Answer, type CallOptions, type Loose } from './graphql-caller.js';
import { openSocket, subscribe, type Subscription, type TestSocket } from './graphql-socket.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export interface TestAppOptions {
  /** Default `self_hosted`. */
  mode?: Config['mode'];
  /** Default `all`: API and worker in this process. */
  role?: Config['role'];
  /** Queue, limits and live through the test run's Valkey instead of PostgreSQL. */
  valkey?: boolean;
  /** Environment variables on top, for example `CLAWBUTLER_SMTP_URL`. */
  env?: Record<string, string>;
  /** Overrides of the finished configuration. */
  config?: Partial<Config>;
  clock?: Clock;
  /** Joins an existing installation (a second replica): its database and data directory are used and left alone. */
  beside?: TestApp;
}

/** The product, running in this process on a database of its own, spoken to from outside only. */
export interface TestApp {
  /** Origin, for example `http://127.0.0.1:40123`; null for a worker. */
  url: string;
  config: Config;
  /** The one-time link of this start; null when there is an owner. */
  setupLink: string | null;
  /** JSON lines it logged, oldest first. */
  log: readonly string[];
  app: INestApplicationContext;
  database: TestDatabase;
  gql<T = Loose>(
    document: string,
    variables?: Record<string, unknown>,
    options?: CallOptions,
  ): Promise<Answer<T>>;
  subscribe<T = Loose>(
    document: string,
    variables?: Record<string, unknown>,
    options?: CallOptions,
  ): Subscription<T>;
  /** Opens a WebSocket and holds it without subscribing. */
  socket(options?: CallOptions): TestSocket;
  stop(): Promise<void>;
}

/** A running product as somebody outside sees it, in whichever process it runs. */
export type Reachable = Pick<TestApp, 'url' | 'setupLink' | 'gql' | 'subscribe' | 'socket'>;

/** Starts the product on a fresh clone of the migrated database. Stop it in `afterAll`. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.beside?.database ?? (await createTestDatabase());
  const dataDir = options.beside?.config.dataDir ?? (await mkdtemp(join(tmpdir(), 'clawbutler-data-')));
  const config: Config = { ...loadConfig(await environment(options, database, dataDir)), ...options.config };
  const log: string[] = [];
  const running = await run(config, {
    log: new Log('info', { write: (line) => void log.push(line) }),
    clock: options.clock,
  });
  const url = config.publicUrl;
  return {
    ...{ url, config, log, database, app: running.app, setupLink: running.setupLink },
    gql: (document, variables, callOptions) => call(url, document, variables, callOptions),
    subscribe: (document, variables, callOptions) => subscribe(url, document, variables, callOptions),
    socket: (callOptions) => openSocket(url, callOptions),
    stop: async () => {
      await running.stop();
      if (options.beside) return;
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function environment(options: TestAppOptions, database: TestDatabase, dataDir: string) {
  const valkeyUrl = process.env.CLAWBUTLER_TEST_VALKEY_URL;
  if (options.valkey && !valkeyUrl) throw new Error('This test needs Valkey, and the run has none.');
  return {
    NODE_ENV: 'test',
    CLAWBUTLER_PORT: String(await freePort()),
    CLAWBUTLER_DATABASE_URL: database.appUrl,
    CLAWBUTLER_DATABASE_POOL: '8',
    CLAWBUTLER_DATA_DIR: dataDir,
    ...(options.mode ? { CLAWBUTLER_MODE: options.mode } : {}),
    ...(options.role ? { CLAWBUTLER_ROLE: options.role } : {}),
    ...(options.valkey ? { CLAWBUTLER_VALKEY_URL: valkeyUrl } : {}),
    ...options.env,
  };
}
