import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { serverLog } from '../../scripts/launcher/server-log.mjs';

describe("the server's log", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'clawbutler-log-'));
  const file = path.join(folder, 'logs', 'server.log');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Feeds chunks as a pipe would deliver them, and returns what reached the terminal. */
  async function feed(chunks: string[], everything = false): Promise<string[]> {
    const printed: string[] = [];
    const log = serverLog({ file, everything, print: (line: string) => void printed.push(line) });
    const stream = Readable.from(chunks);
    log.attach(stream);
    await finished(stream);
    return printed;
  }

  it('keeps every line in a private file, and shows a person only warnings and errors', async () => {
    const lines = [
      '{"level":30,"msg":"started"}',
      '{"level":40,"msg":"slow gateway"}',
      '{"level":50,"msg":"lost the database","err":{"message":"ECONNRESET"}}',
      'Error: not from the logger',
    ];
    const printed = await feed([`${lines.join('\n')}\n`]);
    expect(printed).toEqual([
      '  warning: slow gateway',
      '  error: lost the database (ECONNRESET)',
      '  Error: not from the logger',
    ]);
    expect(readFileSync(file, 'utf8')).toBe(`${lines.join('\n')}\n`);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('puts together lines that arrive in pieces, and does not lose a last one without an end', async () => {
    expect(await feed(['{"level":5', '0,"msg":"cut', ' in three"}\nlast wo', 'rds'])).toEqual([
      '  error: cut in three',
      '  last words',
    ]);
  });

  it('prints all lines as they are when asked', async () => {
    expect(await feed(['{"level":20,"msg":"detail"}\n'], true)).toEqual(['{"level":20,"msg":"detail"}']);
  });

  it('starts a new file beyond ten megabytes and keeps five old ones', async () => {
    for (const number of [1, 2, 3, 4, 5]) writeFileSync(`${file}.${number}`, `old ${number}`);
    writeFileSync(file, 'x'.repeat(10 * 1024 * 1024 + 1));
    await feed(['{"level":30,"msg":"fresh"}\n']);
    expect(readFileSync(file, 'utf8')).toBe('{"level":30,"msg":"fresh"}\n');
    expect(statSync(`${file}.1`).size).toBe(10 * 1024 * 1024 + 1);
    expect(readFileSync(`${file}.5`, 'utf8')).toBe('old 4');
    expect(existsSync(`${file}.6`)).toBe(false);
  });
});
