import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TailCursor } from './cursor.js';
import { UnreadableFile } from './open-inside.js';
import { tailFile } from './tail-file.js';

const bounds = { budgetBytes: 1e9, maxLineBytes: 1_000, chunkBytes: 64 };
const root = realpathSync(mkdtempSync(join(tmpdir(), 'tail-')));
let path: string;
let cursor: TailCursor | null;
let count = 0;

beforeEach(() => {
  path = join(root, `${count++}.jsonl`);
  cursor = null;
});

/** Reads on from where the last call stopped. */
async function readOn(over: Partial<typeof bounds> = {}) {
  const lines: string[] = [];
  let change = '';
  const listener = {
    begin: (told: string) => void (change = told),
    line: (bytes: Buffer) => void lines.push(bytes.toString()),
  };
  const result = await tailFile({ root, path, packed: false }, cursor, listener, { ...bounds, ...over });
  cursor = result?.cursor ?? cursor;
  return { lines, change, skipped: result?.skippedLines, more: result?.more, gone: result === null };
}

describe('tailing a file', () => {
  it('reads what was appended, each line once', async () => {
    writeFileSync(path, 'one\ntwo\n');
    expect(await readOn()).toMatchObject({ change: 'new', lines: ['one', 'two'] });
    appendFileSync(path, 'three\n');
    expect(await readOn()).toMatchObject({ change: 'append', lines: ['three'] });
    expect(await readOn()).toMatchObject({ change: 'append', lines: [], more: false });
  });

  it('leaves an unfinished line, also one cut within a character, until it is finished', async () => {
    const bytes = Buffer.from('one\nzwölf\n');
    writeFileSync(path, bytes.subarray(0, 7));
    expect((await readOn()).lines).toEqual(['one']);
    appendFileSync(path, bytes.subarray(7));
    expect((await readOn()).lines).toEqual(['zwölf']);
  });

  it('reads all again when the file became shorter', async () => {
    writeFileSync(path, 'one\ntwo\nthree\n');
    await readOn();
    truncateSync(path, 4);
    expect(await readOn()).toMatchObject({ change: 'truncated', lines: ['one'] });
  });

  it('reads all again when it was rewritten in place, even to the same size', async () => {
    writeFileSync(path, 'one\ntwo\n');
    await readOn();
    writeFileSync(path, 'one\nTWO\n');
    expect(await readOn()).toMatchObject({ change: 'rewritten', lines: ['one', 'TWO'] });
    writeFileSync(path, 'onE\nTWO\nmore\n');
    expect(await readOn()).toMatchObject({ change: 'rewritten', lines: ['onE', 'TWO', 'more'] });
  });

  it('reads all again when another file was renamed over it', async () => {
    writeFileSync(path, 'one\ntwo\n');
    await readOn();
    writeFileSync(`${path}.compact.tmp.1f`, 'one\ntwo\nthree\n');
    renameSync(`${path}.compact.tmp.1f`, path);
    expect(await readOn()).toMatchObject({ change: 'replaced', lines: ['one', 'two', 'three'] });
  });

  it('reads all again when it was removed and made anew', async () => {
    writeFileSync(path, 'one\n');
    await readOn();
    rmSync(path);
    expect((await readOn()).gone).toBe(true);
    writeFileSync(path, 'new\n');
    const { change, lines } = await readOn();
    // The file system may give the number of the removed file to the new one: then its bytes tell.
    expect(['replaced', 'rewritten']).toContain(change);
    expect(lines).toEqual(['new']);
  });

  it('skips lines over the bound, counts them and goes on, in whatever pieces they come', async () => {
    writeFileSync(path, `one\n${'x'.repeat(2_000)}`);
    expect(await readOn()).toMatchObject({ lines: ['one'], skipped: 1 });
    appendFileSync(path, 'x'.repeat(2_000));
    expect(await readOn()).toMatchObject({ change: 'append', lines: [], skipped: 0 });
    appendFileSync(path, `x\n${'y'.repeat(1_000)}\n${'z'.repeat(1_001)}\ntwo\n`);
    expect(await readOn()).toMatchObject({ lines: ['y'.repeat(1_000), 'two'], skipped: 1 });
  });

  it('stops at the budget and goes on from there', async () => {
    writeFileSync(path, 'line\n'.repeat(1_000));
    const first = await readOn({ budgetBytes: 100 });
    expect(first.more).toBe(true);
    expect(first.lines.length).toBeLessThan(40);
    const rest = await readOn();
    expect(rest).toMatchObject({ change: 'append', more: false });
    expect(first.lines.length + rest.lines.length).toBe(1_000);
  });

  it('keeps bytes that are not UTF-8 away from their neighbours', async () => {
    writeFileSync(
      path,
      Buffer.from([...Buffer.from('{"a":1}\n'), 0xff, 0xc3, 0x0a, ...Buffer.from('{"b":2}\n')]),
    );
    const { lines } = await readOn();
    expect([lines[0], lines[2]]).toEqual(['{"a":1}', '{"b":2}']);
  });

  it('follows no link out of the folder and opens no pipe', async () => {
    const outside = join(mkdtempSync(join(tmpdir(), 'outside-')), 'secret.jsonl');
    writeFileSync(outside, 'secret\n');
    symlinkSync(outside, path);
    await expect(readOn()).rejects.toThrow(UnreadableFile);
    path = `${path}.pipe`;
    execFileSync('mkfifo', [path]);
    await expect(readOn()).rejects.toThrow('it is no regular file');
    path = join(root, 'folder');
    mkdirSync(path);
    await expect(readOn()).rejects.toThrow('it is no regular file');
  });
});

describe('tailing a packed file', () => {
  const fixtures = join(import.meta.dirname, '../codex/fixtures');
  const name = 'rollout-2026-11-22T08-13-05-01a20250-e2e7-7972-b250-0e2b15f5052c.jsonl';
  const plain = join(fixtures, 'home/sessions/2026/11/22', name);

  it('gives the lines of its plain twin and goes on where that was read to', async () => {
    const whole = readFileSync(plain);
    const lines = whole.toString().trimEnd().split('\n');
    writeFileSync(path, whole.subarray(0, 9_000));
    const before = await readOn({ maxLineBytes: 1e6 });
    const packed = `${path}.zst`;
    cpSync(join(fixtures, `${name}.zst`), packed);
    const after: string[] = [];
    let change = '';
    const listener = {
      begin: (told: string) => void (change = told),
      line: (bytes: Buffer) => void after.push(bytes.toString()),
    };
    const wide = { ...bounds, maxLineBytes: 1e6 };
    const result = await tailFile({ root, path: packed, packed: true }, cursor, listener, wide);
    expect(change).toBe('append');
    expect([...before.lines, ...after]).toEqual(lines);
    // And back, when Codex unpacks it to go on.
    writeFileSync(path, Buffer.concat([whole, Buffer.from('more\n')]));
    cursor = result?.cursor ?? null;
    expect(await readOn()).toMatchObject({ change: 'append', lines: ['more'] });
  });

  it('tells of damage', async () => {
    writeFileSync(path, readFileSync(join(fixtures, `${name}.zst`)).fill(7, 200, 300));
    const listener = { begin: () => undefined, line: () => undefined };
    const reading = tailFile({ root, path, packed: true }, null, listener, bounds);
    await expect(reading).rejects.toThrow('its compression is damaged');
  });
});
