import path from 'node:path';
import pg from 'pg';
import {
  freePort,
  launch,
  newDataDir,
  postmasterOf,
  readInstance,
  removeDataDirs,
  type Launched,
} from './launched.js';

const ready = /running at http/;

/** Runs one statement as the schema's owner, over the socket in the data directory. */
async function sql(dataDir: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({
    host: path.join(dataDir, 'run'),
    user: 'clawbutler_owner',
    database: 'clawbutler',
  });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

describe('after kill -9', () => {
  const dataDir = newDataDir();
  let port: number;
  let running: Launched;
  let written = 0;

  /** A committed row per round: none may ever be missing. */
  async function writeRow(): Promise<void> {
    written += 1;
    await sql(dataDir, `insert into public.launcher_probe values (${written})`);
  }

  async function expectAllRows(): Promise<void> {
    expect(await sql(dataDir, 'select count(*)::int as found from public.launcher_probe')).toEqual([
      { found: written },
    ]);
    expect((await fetch(`${running.url}/health/live`)).status).toBe(200);
  }

  async function startAgain(): Promise<void> {
    running = launch(dataDir, port);
    await running.printed(ready);
  }

  beforeAll(async () => {
    port = await freePort();
    await startAgain();
    await sql(dataDir, 'create table public.launcher_probe (id int primary key)');
  });
  afterAll(async () => {
    running.signal('SIGTERM');
    await running.exited;
    removeDataDirs();
  });
  beforeEach(writeRow);

  it('of the server, it is started again', async () => {
    const killed = readInstance(dataDir).server.pid;
    process.kill(killed, 'SIGKILL');
    await running.printed(/server stopped unexpectedly \(signal SIGKILL\)[^]*The server is back at/);
    expect(readInstance(dataDir).server.pid).not.toBe(killed);
    await expectAllRows();
  });

  it('of PostgreSQL, it and the server are started again', async () => {
    process.kill(postmasterOf(dataDir), 'SIGKILL');
    await running.printed(/PostgreSQL stopped unexpectedly[^]*The server is back at/);
    await expectAllRows();
  });

  it('of the launcher, the next start takes over', async () => {
    running.signal('SIGKILL');
    await running.exited;
    await startAgain();
    await expectAllRows();
  });

  it('of everything at once, the next start recovers', async () => {
    const { pid, server } = readInstance(dataDir);
    for (const victim of [pid, server.pid, postmasterOf(dataDir)]) process.kill(victim, 'SIGKILL');
    await running.exited;
    await startAgain();
    await expectAllRows();
  });

  it('of the launcher while its PostgreSQL cannot notice, that PostgreSQL is stopped before another starts', async () => {
    const orphan = postmasterOf(dataDir);
    process.kill(orphan, 'SIGSTOP');
    running.signal('SIGKILL');
    await running.exited;
    process.kill(orphan, 'SIGCONT');
    await startAgain();
    expect(postmasterOf(dataDir)).not.toBe(orphan);
    await expectAllRows();
  });
});
