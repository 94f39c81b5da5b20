import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { runtimeReaders } from '../runtimes/readers.js';
import { Discovery } from './discover.js';
import { versionIn } from './program-version.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'clawbutler-discovery-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function discovery(variables: Record<string, string> = {}): Discovery {
  return new Discovery(
    { home, variables: { PATH: join(home, 'bin'), ...variables } },
    runtimeReaders(),
    () => ({}),
  );
}
const folder = (...parts: string[]) => {
  const path = join(home, ...parts);
  mkdirSync(path, { recursive: true });
  return path;
};

/** A program that counts how often it is started. */
function program(name: string, says: string): string {
  const path = join(folder('bin'), name);
  writeFileSync(path, `#!/bin/sh\necho started >> '${home}/starts'\n${says}\n`);
  chmodSync(path, 0o755);
  return path;
}
const starts = () => readFileSync(join(home, 'starts'), 'utf8').trim().split('\n').length;

describe('discovery', () => {
  it('finds nothing in an empty home', async () => {
    expect(await discovery().discover()).toEqual([]);
  });

  it('finds what is there, by its usual place or the one its variable names', async () => {
    folder('.claude', 'projects');
    folder('elsewhere', 'sessions');
    folder('.openclaw');
    const found = await discovery({ CODEX_HOME: join(home, 'elsewhere') }).discover();
    expect(found.map(({ told }) => [told.kind, told.location])).toEqual([
      ['CLAUDE_CODE', '~/.claude'],
      ['CODEX', '~/elsewhere'],
      ['OPENCLAW', '~/.openclaw'],
    ]);
    expect(found.map(({ reader }) => reader !== null)).toEqual([true, true, false]);
  });

  it('asks a program for its version once for each state of its file', async () => {
    folder('.claude', 'projects');
    const path = program('claude', 'echo "2.1.330 (Claude Code)"');
    const one = discovery();
    expect((await one.discover())[0]?.told.version).toBe('2.1.330');
    await one.discover();
    expect(starts()).toBe(1);
    utimesSync(path, 1, 1);
    await one.discover();
    expect(starts()).toBe(2);
  });

  it('waits three seconds for a program that says nothing, once', async () => {
    folder('.claude', 'projects');
    program('claude', 'exec sleep 60');
    const one = discovery();
    expect((await one.discover())[0]?.told.version).toBeNull();
    await one.discover();
    expect(starts()).toBe(1);
  });

  it('takes no program from a relative folder', async () => {
    folder('.claude', 'projects');
    // Beside the usual places, and reachable only from where this process is.
    const tools = folder('tools');
    renameSync(program('claude', 'echo 1.2.3'), join(tools, 'claude'));
    const [found] = await discovery({ PATH: `${relative(process.cwd(), tools)}:.` }).discover();
    expect(found?.told.version).toBeNull();
  });

  it.each([
    ['claude 2.1.330 (Claude Code)', '2.1.330'],
    ['codex-cli 0.169.0-alpha.2\n', '0.169.0-alpha.2'],
    ['\x1b]0;owned\x07 9.9', '9.9'],
    ['no version', null],
    ['1'.repeat(100_000), null],
  ])('reads a version out of %j', (answer, version) => {
    expect(versionIn(answer)).toBe(version);
  });

  it('tells hostile names as bounded, well-formed text', async () => {
    const name = `\x1b]0;x\x07\u202e${'n'.repeat(180)}`;
    folder(name, 'projects');
    const [found] = await discovery({ CLAUDE_CONFIG_DIR: join(home, name) }).discover();
    expect(found?.told.key.length).toBeLessThanOrEqual(500);
    expect(found?.told.location.length).toBeLessThanOrEqual(300);
  });

  it('sees whether a gateway answers on loopback', async () => {
    folder('.openclaw');
    const server = createServer((_request, response) => response.end('{"ok":true}'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const port = String((server.address() as AddressInfo).port);
    const running = async () =>
      (await discovery({ OPENCLAW_GATEWAY_PORT: port }).discover())[0]?.told.runningCount;
    expect(await running()).toBe(1);
    await new Promise((done) => server.close(done));
    expect(await running()).toBe(0);
  });
});
