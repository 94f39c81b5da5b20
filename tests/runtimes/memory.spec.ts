import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder } from './folded.js';

const MIB = 1024 * 1024;
const project = join(import.meta.dirname, '../..');

/** A reader as a program of its own, since memory is counted by process. Node 20 runs no TypeScript. */
function built(folder: string): string {
  const file = join(folder, 'reading.mjs');
  const entry = join(folder, 'reading.ts');
  const reader = join(project, 'agent/runtimes/claude/reader.ts');
  writeFileSync(
    entry,
    `import { readFileSync } from 'node:fs';
     import { claudeReader } from ${JSON.stringify(reader)};
     const root = process.argv[2];
     const place = { kind: 'CLAUDE_CODE', key: root, root, location: root, label: root };
     const sums = { entries: 0, problems: [], backlogBytes: 1, rssMiB: 0 };
     for (let cursor = {}; sums.backlogBytes > 0;) {
       const reading = await claudeReader().read(place, cursor, { bytes: 8 * 1024 * 1024 });
       cursor = reading.cursor;
       sums.entries += reading.entries.length;
       sums.problems.push(...reading.problems);
       sums.backlogBytes = reading.backlogBytes;
     }
     // Of this program alone: the kernel's \`maxrss\` of a process begins with that of the one that forked it.
     sums.rssMiB = Number(/VmHWM:\\s+(\\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
     console.log(JSON.stringify(sums));`,
  );
  const build = `import { rolldown } from 'rolldown';
    const bundle = await rolldown({ input: process.argv[1], platform: 'node', resolve: { extensionAlias: { '.js': ['.ts', '.js'] } } });
    await bundle.write({ file: process.argv[2], format: 'esm', codeSplitting: false });`;
  execFileSync(process.execPath, ['--input-type=module', '-e', build, entry, file], { cwd: project });
  return file;
}

function writeLongLine(path: string, bytes: number): void {
  const file = openSync(path, 'w');
  const row = (text: string) =>
    JSON.stringify({ type: 'user', uuid: text, sessionId: 's', message: { role: 'user', content: text } });
  writeSync(file, `${row('before')}\n{"type":"user","uuid":"long","message":{"content":"`);
  for (let written = 0; written < bytes; written += MIB) writeSync(file, 'x'.repeat(MIB));
  writeSync(file, `"}}\n${row('after')}\n`);
  closeSync(file);
}

describe('memory', () => {
  it('stays under 150 MiB when a line has 100 MB, which is left out and told', () => {
    const root = emptyFolder();
    mkdirSync(join(root, 'projects/there'), { recursive: true });
    writeLongLine(join(root, 'projects/there/s.jsonl'), 100 * MIB);
    const program = built(emptyFolder());
    const result = JSON.parse(execFileSync(process.execPath, [program, root], { encoding: 'utf8' }));
    expect(result).toMatchObject({
      entries: 2,
      problems: ['projects/there/s.jsonl: a line longer than 32 MiB left out.'],
    });
    expect(result.rssMiB).toBeLessThan(150);
  }, 120_000);
});
