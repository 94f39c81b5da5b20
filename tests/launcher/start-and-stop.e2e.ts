import { existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {
  freePort,
  launch,
  newDataDir,
  postmasterOf,
  readInstance,
  removeDataDirs,
  type Launched,
} from './launched.js';

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`);
afterAll(removeDataDirs);

const setupLink = /https?:\/\/\S+\/setup\S+/;

describe('npm start', () => {
  const dataDir = newDataDir();
  let port: number;
  let first: Launched;
  beforeAll(async () => {
    port = await freePort();
    first = launch(dataDir, port);
    await first.printed(setupLink);
  });
  afterAll(() => first.signal('SIGKILL'));

  it('prints where it runs and the one-time link, and answers there', async () => {
    await first.printed(new RegExp(`running at ${first.url}`));
    expect((await fetch(`${first.url}/health/live`)).status).toBe(200);
  });

  it('keeps others out of the data directory', () => {
    expect(statSync(dataDir).mode & 0o067).toBe(0);
    expect(statSync(path.join(dataDir, 'postgres')).mode & 0o077).toBe(0);
    expect(statSync(path.join(dataDir, 'run')).mode & 0o077).toBe(0);
  });

  it('refuses a second start on the same data directory, naming process and address, and changes nothing', async () => {
    const before = readInstance(dataDir);
    const second = launch(dataDir, await freePort());
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain(`already running at ${first.url} (process ${first.pid})`);
    expect(readInstance(dataDir)).toEqual(before);
    expect((await fetch(`${first.url}/health/live`)).status).toBe(200);
  });

  it('stops on Ctrl-C with exit code 0 and leaves no process and no lock', async () => {
    const pids = [readInstance(dataDir).server.pid, postmasterOf(dataDir), first.pid];
    first.signal('SIGINT');
    expect(await first.exited).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(existsSync(path.join(dataDir, 'instance.json'))).toBe(false);
  });

  it('prints a working link again on the next start, and stops on SIGTERM too', async () => {
    const again = launch(dataDir, port);
    await again.printed(setupLink);
    again.signal('SIGTERM');
    expect(await again.exited).toBe(0);
  });
});

describe('two starts at the same moment', () => {
  it('on a lock that a killed one left behind: exactly one runs, the other says so', async () => {
    const dataDir = newDataDir();
    const killed = launch(dataDir, await freePort());
    await killed.printed(/running at/);
    killed.signal('SIGKILL');
    await killed.exited;
    const both = [launch(dataDir, await freePort()), launch(dataDir, await freePort())];
    const loser = await Promise.race(both.map(async (one) => one.exited.then(() => one)));
    const winner = both.find((one) => one !== loser);
    expect(await loser.exited).toBe(1);
    expect(loser.output()).toMatch(new RegExp(`already running( at \\S+)? \\(process ${winner?.pid}\\)`));
    await winner?.printed(/running at/);
    winner?.signal('SIGINT');
    expect(await winner?.exited).toBe(0);
  });
});

describe('npm start explains', () => {
  it('a port that is taken', async () => {
    const taken = net.createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as net.AddressInfo;
    const dataDir = newDataDir();
    const refused = launch(dataDir, port);
    expect(await refused.exited).toBe(1);
    expect(refused.output()).toContain(`Port ${port} on 127.0.0.1 is in use`);
    expect(refused.output()).toContain('CLAWBUTLER_PORT=');
    expect(existsSync(path.join(dataDir, 'postgres'))).toBe(false);
    taken.close();
  });

  it('a port that is none', async () => {
    const refused = launch(newDataDir(), 4600, { CLAWBUTLER_PORT: 'http' });
    expect(await refused.exited).toBe(1);
    expect(refused.output()).toContain('CLAWBUTLER_PORT must be a whole number from 0 to 65535, not "http"');
  });

  it('a folder that belongs to something else', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'clawbutler-launch-'));
    writeFileSync(path.join(folder, 'thesis.txt'), 'mine');
    const refused = launch(folder, await freePort());
    expect(await refused.exited).toBe(1);
    expect(refused.output()).toContain('holds other files and no ClawButler data');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('a database that cannot be reached', async () => {
    const nowhere = `postgres://nobody@127.0.0.1:${await freePort()}/none`;
    const refused = launch(newDataDir(), await freePort(), { CLAWBUTLER_DATABASE_URL: nowhere });
    expect(await refused.exited).toBe(1);
    expect(refused.output()).toMatch(/database could not be brought up to date[^]*ECONNREFUSED/);
  });
});
