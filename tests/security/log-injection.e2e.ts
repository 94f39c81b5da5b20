import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { run } from '../../agent/cli/run.js';
import { serverLog } from '../../scripts/launcher/server-log.mjs';
import { Log } from '../../server/platform/telemetry/log.js';
import { recordEvents, settled } from '../../server/testing/recorded-events.js';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { createWorld, type World } from '../../server/testing/world.js';
import { Seeded } from './seeded.js';

const seed = Number(process.env.CLAWBUTLER_TEST_SEED ?? 20_261_129);

/** What a terminal may obey instead of showing it. */
const unprintable = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Terminal sequences: colours, titles, clipboard, links, device strings, 8-bit controls, overwriting. */
function terminalSequences(count: number): string[] {
  const random = new Seeded(seed);
  const starts = [
    ...[
      '\x1b[',
      '\x1b]0;',
      '\x1b]2;',
      '\x1b]8;;http://x/',
      '\x1b]52;c;',
      '\x1b]1337;File=',
      '\x1bP',
      '\x1b_',
      '\x1b^',
    ],
    ...[
      '\x9b',
      '\x9d0;',
      '\x90',
      '\x9f',
      '\x98',
      '\x1bc',
      '\x1b#8',
      '\x1b(0',
      '\r',
      '\b\b\b',
      '\x7f',
      '\x0e',
      '\u202e',
    ],
  ];
  const middles = [
    '31m',
    '2J',
    '1A',
    '6n',
    '?1049h',
    '10;20H',
    'evil',
    'cm0gLXJmIC8=',
    '0;rm -rf /',
    '>q',
    '21t',
    '5i',
  ];
  const ends = ['\x07', '\x1b\\', '\x9c', '\r', '\n', '', '\u2028', '\0', '\x1b[0m'];
  return Array.from({ length: count }, () => random.pick(starts) + random.pick(middles) + random.pick(ends));
}

describe('H2: terminal sequences', () => {
  const count = 500;
  const sequences = terminalSequences(count);

  it('reach no terminal through the CLI', () => {
    const folder = mkdtempSync(join(tmpdir(), 'clawbutler-terminal-'));
    const path = join(folder, `audit.jsonl`);
    for (const text of sequences) {
      let heard = '';
      const output = {
        out: (said: string) => void (heard += said),
        err: (said: string) => void (heard += said),
      };
      void run([text], output);
      void run(['verify', join(folder, text.replaceAll('\0', ''))], output);
      void run(['verify', path, `--${text}`], output);
      void run(['verify', path, '--key', text, '--json'], output);
      expect(heard.length).toBeGreaterThan(20);
      expect(heard).not.toMatch(/[^\n -~]/);
    }
    rmSync(folder, { recursive: true });
  });

  it('reach no terminal and no file through the log of the server', async () => {
    const lines: string[] = [];
    const log = new Log('info', { write: (line) => void lines.push(line) });
    for (const text of sequences) log.warn(text, { text, [text]: 1, error: new Error(text) });
    expect(lines.filter((line) => unprintable.test(line))).toEqual([]);
    const folder = mkdtempSync(join(tmpdir(), 'clawbutler-terminal-'));
    const printed: string[] = [];
    const file = join(folder, 'server.log');
    const launcher = serverLog({ file, everything: false, print: (line: string) => void printed.push(line) });
    // What the runtime itself writes when it crashes is not JSON at all.
    const stream = Readable.from([...lines, ...sequences.map((text) => `${text.replaceAll('\n', '')}\n`)]);
    launcher.attach(stream);
    await finished(stream);
    const kept = readFileSync(file, 'utf8');
    expect(printed.length).toBeGreaterThanOrEqual(2 * count);
    expect(printed.filter((line) => unprintable.test(line))).toEqual([]);
    expect(kept.split('\n').filter((line) => unprintable.test(line))).toEqual([]);
    rmSync(folder, { recursive: true });
    process.stderr.write(
      `H2: ${count} terminal sequences through CLI, server log and launcher: 0 unprintable, seed ${seed}\n`,
    );
  });
});

describe('H3: texts that pose as log lines and formulas', () => {
  const count = 1000;
  const random = new Seeded(seed);
  const starts = [
    '=',
    '+',
    '-',
    '@',
    '\t=',
    '\r=',
    ' =',
    '\uff1d',
    '"',
    "'",
    '\r\n',
    '\n',
    '\u2028',
    '\u0085',
    ',',
    ';',
    '|',
  ];
  const rests = [
    ...[
      `cmd|' /C calc'!A0`,
      'HYPERLINK("http://x","y")',
      '{"level":50,"msg":"forged"}',
      'SUM(1+1)*cmd',
      '1+1',
      '";"x',
    ],
    ...[
      '"level":60,"time":"x"',
      '2+5+cmd|x',
      'IMPORTXML("http://x")',
      '"\r\n1,2,3\r\n"',
      '\u202egnp.',
      '\x1b[2J',
      '}\n{',
    ],
  ];
  const texts = Array.from({ length: count }, (_, n) => `${random.pick(starts)}${random.pick(rests)} ${n}`);

  it('stay one line each, and say what they said', () => {
    const lines: string[] = [];
    const log = new Log('info', { write: (line) => void lines.push(line) });
    for (const text of texts) log.info(text, { text, [`key ${text}`]: text });
    const written = lines.join('').split('\n');
    expect(written.pop()).toBe('');
    expect(written).toHaveLength(count);
    for (const [n, line] of written.entries()) {
      const { level, msg, text } = JSON.parse(line) as Record<string, unknown>;
      expect({ level, msg, text }).toEqual({ level: 30, msg: texts[n], text: texts[n] });
    }
  });

  it('are neutral cells of the CSV export, one record each', async () => {
    const app: TestApp = await createTestApp();
    const world: World = await createWorld(app);
    await recordEvents(app, world.owner, count, (n) => ({
      type: 'policy.updated',
      subject: { type: 'policy', id: `h3-${n}`, label: texts[n]! },
      after: { text: texts[n] },
    }));
    await settled(app, world.owner);
    const headers = { cookie: world.owner.account.cookie, 'clawbutler-organization': world.home.id };
    const text = await (await fetch(`${app.url}/export/audit.csv?types=policy.*`, { headers })).text();
    await app.stop();
    const [header, ...records] = text.split('\r\n').slice(0, -1);
    expect(records).toHaveLength(count);
    const width = header!.split(',').length;
    for (const record of records) {
      const cells = [...record.matchAll(/(?:^|,)"((?:[^"]|"")*)"/g)].map(([, cell]) =>
        cell!.replaceAll('""', '"'),
      );
      expect(cells).toHaveLength(width);
      expect(record).not.toMatch(unprintable);
      expect(cells.filter((cell) => /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(cell))).toEqual([]);
    }
    process.stderr.write(
      `H3: ${count} texts: ${count} log lines and ${records.length} CSV records, none forged, seed ${seed}\n`,
    );
  });
});
