import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DaemonLog, newestLines } from '../daemon/log.js';
import { runHost } from './run-host.js';
import { serviceUnit } from './service-unit.js';
import { thisMachine } from './surroundings.js';
import { VERSION } from './version.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'clawbutler-host-cli-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function call(...words: string[]) {
  let [out, err] = ['', ''];
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const code = await runHost(words, output, {
    ...thisMachine(),
    env: { HOME: home, CLAWBUTLER_AGENT_DIR: directory() },
  });
  expect(out + err).toMatch(/^[\n -~]*$/);
  return { code, out, err };
}
const directory = () => join(home, 'agent');

describe('host agent on the command line', () => {
  it('explains itself', async () => {
    expect(await call('version')).toEqual({ code: 0, out: `clawbutler-agent ${VERSION}\n`, err: '' });
    const { code, out } = await call('help');
    expect(code).toBe(0);
    for (const command of ['pair', 'run', 'install', 'status', 'doctor', 'logs', 'unpair'])
      expect(out).toContain(`clawbutler-agent ${command}`);
    expect(await call('verify')).toMatchObject({ code: 2, err: expect.stringContaining('no command') });
  });

  it('does not run unpaired, and says what to do', async () => {
    expect(await call('run')).toMatchObject({
      code: 78,
      err: expect.stringContaining('clawbutler-agent pair'),
    });
    expect(await call('status')).toMatchObject({ code: 8 });
    expect(await call('doctor')).toMatchObject({ code: 1, out: expect.stringContaining('Not paired') });
    expect(existsSync(join(directory(), 'daemon.lock'))).toBe(false);
  });

  it.each([
    ['run', 'now'],
    ['status', '--yaml'],
    ['logs', '--lines', 'many'],
    ['logs', '--lines', '-1'],
    ['doctor', 'x'],
    ['install', '--force'],
  ])('takes no other words: %s %s', async (...words) => {
    expect((await call(...words)).code).toBe(2);
  });

  it('shows the newest lines of its log, safe for any terminal', async () => {
    const log = new DaemonLog(directory());
    for (let at = 0; at < 5; at++)
      log.write('Hostile \x1b]0;title\x07 words\n{"at":1}', { at, path: '/tmp/\u202ex\x9b' });
    const { code, out } = await call('logs', '--lines', '3');
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(3);
    for (const line of newestLines(directory(), 10)) expect(JSON.parse(line)).toHaveProperty('say');
  });

  it('keeps its log small', () => {
    const log = new DaemonLog(directory());
    for (let at = 0; at < 12_000; at++) log.write('A line.', { text: 'x'.repeat(2_000), at });
    const bytes = ['agent.log', 'agent.log.1'].map((name) => readFileSync(join(directory(), name)).length);
    for (const size of bytes) expect(size).toBeLessThanOrEqual(4 * 1024 * 1024);
  });

  it('shows its unit without writing it', async () => {
    const { code, out } = await call('install', '--print');
    expect(code).toBe(0);
    expect(out).toContain('run');
    expect(existsSync(join(home, '.config'))).toBe(false);
  });

  it.each(['linux', 'darwin'] as const)('quotes hostile paths in the unit of %s', (platform) => {
    const unit = serviceUnit({
      ...{ platform, home, node: '/opt/no de/"n<o>de%h$x', program: '/p\\r&.js' },
      agentDirectory: "/a'b",
    });
    if (platform === 'linux') {
      expect(unit?.content).toContain('ExecStart="/opt/no de/\\"n<o>de%%h$$x" "/p\\\\r&.js" run\n');
    } else {
      expect(unit?.content).toContain(
        '<string>/opt/no de/&quot;n&lt;o&gt;de%h$x</string><string>/p\\r&amp;.js</string>',
      );
    }
  });
});
