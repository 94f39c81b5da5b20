import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { checkpointOf, fullExport, sampleLog } from './sample-export.js';
import { VerifyCli } from './verify-cli.js';

const cli = new VerifyCli();
afterAll(() => cli.remove());

const log = sampleLog(3);
const good = fullExport(log);

describe('what is not an export', () => {
  it.each([
    ['nothing', '', 'The file is empty.'],
    ['an empty line', '\n', 'Line 1: this is not an audit export: the line is not valid JSON.'],
    ['text', 'hello\n', 'Line 1: this is not an audit export: the line is not valid JSON.'],
    ['other JSON', '{"a":1}\n', 'Line 1: this is not an audit export: the first line is no header.'],
    ['a half line', '{"a":', 'Line 1: the file ends in the middle of this line: it was cut off.'],
    [
      'bytes',
      Buffer.of(0xff, 0xfe, 0x0a),
      'Line 1: this is not an audit export: the line is not valid UTF-8 text.',
    ],
    [
      'a header alone',
      good[0]!,
      'Line 1: the file ends after this line, without its footer: lines were cut off.',
    ],
  ])('is refused: %s', (_what, content, message) => {
    expect(cli.problemOf(content)).toBe(message);
  });

  it('is refused when compressed, with what to do', () => {
    const { code, err } = cli.verify(cli.write(gzipSync(good.join('')), 'audit.jsonl.gz'));
    expect([code, err]).toEqual([2, 'The file is compressed: unpack it first, for example with gunzip.\n']);
  });

  it('is refused when it is a folder or not there', () => {
    const folder = join(cli.folder, 'folder');
    mkdirSync(folder);
    expect(cli.verify(folder)).toEqual({
      code: 2,
      out: '',
      err: `${folder} is a folder, not an export file.\n`,
    });
    expect(cli.verify(join(cli.folder, 'no\u202e\x1b[2J'))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^Cannot read .*no\\u\{202e\}\\u\{1b\}\[2J: there is no such file\.\n$/),
    });
  });

  it.each([
    [[], 'Which export?'],
    [['a', 'b'], 'One export at a time'],
    [['a', '--frobnicate'], '--frobnicate'],
    [['a', '--key'], '--key'],
    [['a', '--key', 'nonsense'], 'A key looks like'],
    [['a', '--key', log.verifierKey.replace(/\+[0-9a-f]{8}\+/, '+00000000+')], 'The key is damaged'],
    [['a', '--checkpoint', '/nonexistent/file'], 'Cannot read the checkpoint /nonexistent/file'],
    [['a', '--json', '--key', 'nonsense'], '"code":"usage"'],
  ])('says what is wrong with the words %j', (words, message) => {
    const { code, out, err } = cli.verify(...words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});

describe('hostile exports', () => {
  it('does not load a line longer than 16 MiB, wherever it ends', () => {
    const header = good[0]!;
    for (const [size, ending] of [
      [17, '\n'],
      [40, ''],
    ] as const) {
      const path = cli.write(header, 'huge.jsonl');
      const file = openSync(path, 'a');
      // A hole: reads as zero bytes, takes no space.
      ftruncateSync(file, size * 1024 * 1024);
      writeSync(file, ending);
      closeSync(file);
      const before = process.memoryUsage().rss;
      expect(cli.verify(path).out).toContain(
        'Line 2: the line is longer than 16 MiB, which no export contains.',
      );
      expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
    }
  });

  it('reads lines of up to 16 MiB', () => {
    const text = JSON.stringify('x'.repeat(16 * 1024 * 1024 - 2));
    expect(cli.problemOf(`${good[0]}${text}\n`)).toBe('Line 2: the line is not a JSON object.');
    expect(cli.problemOf(`${good[0]}${'['.repeat(1_000_000)}\n`)).toBe('Line 2: the line is not valid JSON.');
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(cli.problemOf(`${good[0]}${deep}\n`)).toMatch(/^Line 2: the line is not in canonical form/);
  });

  it.each([
    ['duplicate names', '{"kind":"event","kind":"header"}'],
    ['__proto__', '{"__proto__":{"kind":"header"}}'],
    ['a lone surrogate', '{"kind":"\\ud800"}'],
    ['a number beyond 2^53', '{"kind":9007199254740993}'],
    ['a byte order mark', `\ufeff${good[1]!.trimEnd()}`],
  ])('refuses a line with %s', (_what, line) => {
    expect(cli.problemOf([good[0]!, `${line}\n`, ...good.slice(1)])).toMatch(/^Line 2: /);
  });

  it('prints nothing a terminal would act on, whatever the export says', () => {
    const strange = sampleLog(2, { org: 'org\u202e\u{e0041}\u00ad\u{1f600}' });
    expect(cli.verify(cli.write(fullExport(strange))).out).toContain(
      'Organisation org\\u{202e}\\u{e0041}\\u{ad}\\u{1f600}',
    );
    expect(JSON.parse(cli.verify(cli.write(fullExport(strange)), '--json').out).organization).toBe(
      strange.org,
    );
    const evil = String.raw`\u001b]0;owned\u0007\u001b[2J` + '\u009b31m' + String.raw`\r\b`;
    const line = good[1]!.replace('"org":"org-1"', `"org":"${evil}"`);
    expect(cli.problemOf([good[0]!, line, ...good.slice(2)])).toBe(
      'Line 2, event 1: the event belongs to the organisation \\u{1b}]0;owned\\u{7}\\u{1b}[2J\\u{9b}31m\\u{d}\\u{8}.',
    );
  });

  it('refuses outside checkpoints that are not what they should be', () => {
    const refuse = (note: string) => cli.problemOf(good, '--checkpoint', cli.write(note, 'outside'));
    const note = checkpointOf(log, 2);
    expect(refuse(note)).toBeNull();
    expect(refuse('')).toMatch(/outside is not valid: the checkpoint is not a signed note/);
    expect(refuse(note.replace('\n2\n', '\n3\n'))).toMatch(/outside is not valid: the signature of key/);
    expect(refuse(checkpointOf(sampleLog(3), 2))).toMatch(
      /outside is not valid: the checkpoint is not signed by/,
    );
    const other = sampleLog(3, { org: 'org-2', signer: log.signer });
    expect(refuse(checkpointOf(other, 2))).toMatch(
      /outside is about butler.example\/org-2, the export about/,
    );
  });
});
