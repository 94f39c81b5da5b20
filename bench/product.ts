import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../server/testing/free-port.js';
import { call } from '../server/testing/graphql-caller.js';
import { openSocket, subscribe } from '../server/testing/graphql-socket.js';
import type { Reachable } from '../server/testing/test-app.js';
import { createTestDatabase, type TestDatabase } from '../server/testing/test-database.js';

const program = path.join(import.meta.dirname, '..', 'app', 'main.js');

/** The built product in a process of its own, on a database of its own. */
export interface Product extends Reachable {
  database: TestDatabase;
  pid: number;
  stop(): Promise<void>;
}

/**
 * Starts what `npm start` starts, without the launcher. With CLAWBUTLER_BENCH_PROFILE it leaves a CPU profile in that
 * folder when it stops.
 */
export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'clawbutler-bench-'));
  const profile = process.env.CLAWBUTLER_BENCH_PROFILE;
  const child = fork(program, [], {
    execArgv: profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      CLAWBUTLER_PORT: String(await freePort()),
      CLAWBUTLER_DATABASE_URL: database.appUrl,
      CLAWBUTLER_DATA_DIR: dataDir,
      ...env,
    },
  });
  const { url, setupLink } = await ready(child);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  return {
    ...{ url, setupLink, database, pid: child.pid ?? 0 },
    gql: (document, variables, options) => call(url, document, variables, options),
    subscribe: (document, variables, options) => subscribe(url, document, variables, options),
    socket: (options) => openSocket(url, options),
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function ready(child: ChildProcess): Promise<{ url: string; setupLink: string | null }> {
  return new Promise((resolve, reject) => {
    let setupLink: string | null = null;
    child.on('message', (message: { type: string; url: string; message?: string }) => {
      if (message.type === 'setup-link') setupLink = message.url;
      if (message.type === 'fatal') reject(new Error(message.message));
      if (message.type === 'ready') resolve({ url: message.url, setupLink });
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it was ready.`)));
  });
}
