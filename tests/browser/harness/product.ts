import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../../server/testing/free-port.js';
import { call } from '../../../server/testing/graphql-caller.js';
import { openSocket, subscribe } from '../../../server/testing/graphql-socket.js';
import type { Reachable } from '../../../server/testing/test-app.js';
import { createTestDatabase } from '../../../server/testing/test-database.js';

const program = path.resolve(import.meta.dirname, '../../../dist/server/main.js');

/** The built product with its console, in a process of its own. */
export type Product = Reachable & { stop(): Promise<void> };

/** Starts it on a database and a folder of its own, in production mode. */
export async function startProduct(): Promise<Product> {
  const [database, port] = [await createTestDatabase(), await freePort()];
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'clawbutler-browser-'));
  const url = `http://127.0.0.1:${port}`;
  const { exited, ready, end } = run({
    CLAWBUTLER_PORT: String(port),
    CLAWBUTLER_DATABASE_URL: database.appUrl,
    CLAWBUTLER_DATA_DIR: dataDir,
  });
  const setupLink = await ready;
  return {
    ...{ url, setupLink },
    gql: (document, variables, options) => call(url, document, variables, options),
    subscribe: (document, variables, options) => subscribe(url, document, variables, options),
    socket: (options) => openSocket(url, options),
    stop: async () => {
      end();
      await exited;
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** `ready` resolves with the one-time link. */
function run(settings: Record<string, string>) {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...settings },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise((resolve) => child.once('close', resolve));
  const ready = new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      const link = /Create the first owner: (\S+)/.exec(said)?.[1];
      if (link && said.includes('Ready at')) resolve(link);
    });
    child.once('close', () => reject(new Error(`The product ended: ${said}`)));
  });
  return { exited, ready, end: () => child.kill('SIGTERM') };
}
