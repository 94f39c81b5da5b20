import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../../server/testing/free-port.js';
import { call } from '../../server/testing/graphql-caller.js';
import { createTestDatabase, type TestDatabase } from '../../server/testing/test-database.js';
import { worldPassword } from '../../server/testing/world.js';

const program = resolve(import.meta.dirname, '../../dist/server/main.js');

/** The built server as a process of its own, in production mode: its memory and its pauses are its own. */
export interface ServerProcess {
  url: string;
  /** `name=value` of the first owner's session. */
  cookie: string;
  organizationId: string;
  /** Everything it wrote to standard output and error. */
  output(): string;
  /** Resident memory, MiB. */
  memoryMiB(): number;
  alive(): boolean;
  stop(): Promise<void>;
}

/** A database, a folder and a port that outlive one process. */
export interface ServerHome {
  database: TestDatabase;
  dataDir: string;
  url: string;
  remove(): Promise<void>;
}

export async function createServerHome(): Promise<ServerHome> {
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'clawbutler-abuse-'));
  return {
    ...{ database, dataDir, url: `http://127.0.0.1:${await freePort()}` },
    remove: async () => {
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A process on such a home. */
export interface Started {
  pid: number;
  output(): string;
  /** Resolves when it listens. */
  ready: Promise<void>;
  /** Resolves with the exit code, null when a signal ended it. */
  exited: Promise<number | null>;
}

export function startOn(home: ServerHome): Started {
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      CLAWBUTLER_PORT: new URL(home.url).port,
      CLAWBUTLER_DATABASE_URL: home.database.appUrl,
      CLAWBUTLER_DATA_DIR: home.dataDir,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  const ready = new Promise<void>((done, fail) => {
    const look = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ready at')) done();
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('close', () => fail(new Error(`The server ended: ${output}`)));
  });
  return { pid: child.pid!, output: () => output, ready, exited };
}

/** Uses the one-time link that a first start printed. */
export async function firstOwnerOn(home: ServerHome, started: Started) {
  return firstOwner(home.url, /Create the first owner: (\S+)/.exec(started.output())![1]!);
}

export async function startServerProcess(): Promise<ServerProcess> {
  const home = await createServerHome();
  const started = startOn(home);
  await started.ready;
  let alive = true;
  void started.exited.then(() => (alive = false));
  return {
    ...(await firstOwnerOn(home, started)),
    ...{ url: home.url, output: started.output, alive: () => alive },
    memoryMiB: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${started.pid}/status`, 'utf8'))?.[1]) / 1024,
    stop: async () => {
      if (alive) process.kill(started.pid, 'SIGTERM');
      await started.exited;
      await home.remove();
    },
  };
}

async function firstOwner(url: string, link: string) {
  const token = new URL(link).searchParams.get('token');
  const person = { email: 'owner@example.org', name: 'Olga Owner', password: worldPassword };
  const { data, errors, cookie } = await call(
    url,
    'mutation ($input: CompleteSetupInput!) { completeSetup(input: $input) { viewer { organizations { id } } } }',
    { input: { token, ...person, organizationName: 'Home' } },
  );
  if (!cookie) throw new Error(`Set-up failed: ${JSON.stringify(errors)}`);
  return { cookie, organizationId: data.completeSetup.viewer.organizations[0].id as string };
}
