import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../../server/testing/free-port.js';
import { call } from '../../server/testing/graphql-caller.js';
import { createTestDatabase } from '../../server/testing/test-database.js';
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

export async function startServerProcess(): Promise<ServerProcess> {
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'clawbutler-abuse-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      CLAWBUTLER_PORT: String(port),
      CLAWBUTLER_DATABASE_URL: database.appUrl,
      CLAWBUTLER_DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<void>((done) => child.once('close', () => done()));
  const ready = new Promise<string>((done, fail) => {
    const look = (chunk: Buffer) => {
      output += chunk.toString();
      const link = /Create the first owner: (\S+)/.exec(output)?.[1];
      if (link && output.includes('Ready at')) done(link);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('close', () => fail(new Error(`The server ended: ${output}`)));
  });
  const { cookie, organizationId } = await firstOwner(url, await ready);
  return {
    ...{ url, cookie, organizationId },
    output: () => output,
    memoryMiB: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    alive: () => child.exitCode === null && child.signalCode === null,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
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
