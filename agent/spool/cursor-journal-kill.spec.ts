import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ReaderCursor } from '../runtimes/reading.js';
import { CursorJournal } from './cursor-journal.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clawbutler-journal-'));
  path = join(folder, 'a.cursors');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function reopened(): ReaderCursor {
  const journal = CursorJournal.open(path);
  journal.close();
  return journal.current;
}

describe('cursor journal of a process', () => {
  it('survives kill -9 at any moment', async () => {
    const script = join(folder, 'child.mjs');
    for (const name of ['cursor-journal', 'record-line'])
      writeFileSync(join(folder, `${name}.js`), compiled(name));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(
      script,
      `import { CursorJournal } from './cursor-journal.js';
       const journal = CursorJournal.open(process.argv[2]);
       let at = journal.current.a?.offset ?? 0;
       for (;;) { journal.commit({ a: { offset: ++at, pad: 'z'.repeat(3000) }, b: { offset: at } }); console.log(at); }`,
    );
    let last = 0;
    for (let round = 0; round < 12; round++) {
      last = await killedAfter(script, last + 1 + round * 9);
      const cursor = reopened();
      expect(cursor.a?.offset).toBeGreaterThanOrEqual(last);
      expect([cursor.b?.offset, (cursor.b?.offset as number) + 1]).toContain(cursor.a?.offset);
    }
  });
});

/** One of our files as plain JavaScript, for a process of its own. */
function compiled(name: string): string {
  const { transformSync } = createRequire(import.meta.url)('@swc/core') as typeof import('@swc/core');
  const file = join(import.meta.dirname, `${name}.ts`);
  return transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  }).code;
}

/** Runs the child until it acknowledged this number, kills it, and returns the last number it acknowledged. */
async function killedAfter(script: string, number: number): Promise<number> {
  const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let last = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last >= number) child.kill('SIGKILL');
  }
  return last;
}
