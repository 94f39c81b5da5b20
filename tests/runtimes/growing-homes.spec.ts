import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import fc from 'fast-check';
import { claudeReader } from '../../agent/runtimes/claude/reader.js';
import { codexReader } from '../../agent/runtimes/codex/reader.js';
import type { ReaderCursor, RuntimeReader } from '../../agent/runtimes/reading.js';
import { emptyFolder, fixturesOf, Folded, homeFrom, placeOf, readAll } from './folded.js';

/** Long after the files were copied: nothing happened lately. */
const now = () => Date.now() + 3_600_000;

/** Files of a home that hold what is special: compaction, subagents, denials, a fork by reference. */
function filesOf(runtime: string, home: string, names: RegExp): ReadonlyMap<string, Buffer> {
  const root = join(fixturesOf(runtime), home);
  const all = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = all.map((entry) => join(entry.parentPath, entry.name)).filter((path) => names.test(path));
  return new Map(paths.map((path) => [relative(root, path), readFileSync(path)]));
}

const cases: readonly [string, RuntimeReader, ReadonlyMap<string, Buffer>][] = [
  ['Claude Code', claudeReader(now), filesOf('claude', 'home', /0b77d3ff|95cbf46c|51f6da99/)],
  ['Claude Code 2.0', claudeReader(now), filesOf('claude', 'home-2.0.76', /jsonl$/)],
  ['Codex', codexReader(now), filesOf('codex', 'home', /08-14-39|08-17-18|08-19-11/)],
  ['Codex 0.98', codexReader(now), filesOf('codex', 'home-0.98.0', /jsonl$/)],
];

async function wholeAtOnce(reader: RuntimeReader, files: ReadonlyMap<string, Buffer>): Promise<object> {
  const home = emptyFolder();
  for (const [name, bytes] of files) grow(home, name, bytes);
  const folded = new Folded();
  await readAll(reader, placeOf(reader, home), { folded });
  return folded.all;
}

function grow(home: string, name: string, bytes: Buffer): void {
  mkdirSync(dirname(join(home, name)), { recursive: true });
  appendFileSync(join(home, name), bytes);
}

describe.each(cases)('a growing home of %s', (_, reader, files) => {
  it('gives the same entries, usages and facts however it grows and whatever the budgets are', async () => {
    const expected = await wholeAtOnce(reader, files);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(999), { minLength: files.size, maxLength: files.size }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 60_000 }),
        async (stages, bytes) => {
          const home = emptyFolder();
          const folded = new Folded();
          const done = new Map<string, number>();
          let cursor: ReaderCursor = {};
          for (const shares of [...stages, [...files].map(() => 1_000)]) {
            [...files].forEach(([name, whole], index) => {
              const from = done.get(name) ?? 0;
              const end = Math.max(from, Math.floor(((shares[index] ?? 0) / 1_000) * whole.length));
              if (end > from) grow(home, name, whole.subarray(from, end));
              done.set(name, end);
            });
            cursor = await readAll(reader, placeOf(reader, home), { folded, cursor, bytes });
          }
          expect(folded.all).toEqual(expected);
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);
});

const homes: readonly [string, RuntimeReader, string, string][] = [
  ['Claude Code', claudeReader(now), 'claude', 'home'],
  ['Codex', codexReader(now), 'codex', 'home'],
];

describe.each(homes)('a home of %s read again', (_, reader, runtime, home) => {
  it('gives the same keys and positions, and nothing at all when the cursor is kept', async () => {
    const place = placeOf(reader, homeFrom(runtime, home));
    const [first, second, third] = [new Folded(), new Folded(), new Folded()];
    const cursor = await readAll(reader, place, { folded: first });
    await readAll(reader, place, { folded: second });
    expect(second.all).toEqual(first.all);
    const kept = await readAll(reader, place, { folded: third, cursor });
    expect(third.all).toEqual(new Folded().all);
    expect(kept).toEqual(cursor);
  });

  it('keeps the very same objects for sources that did not change', async () => {
    const place = placeOf(reader, homeFrom(runtime, home));
    const { cursor } = await reader.read(place, {}, { bytes: 1e9 });
    const again = await reader.read(place, cursor, { bytes: 1e9 });
    for (const [name, saved] of Object.entries(cursor)) expect(again.cursor[name]).toBe(saved);
  });

  it('has keys and positions that the contract takes', async () => {
    const folded = new Folded();
    await readAll(reader, placeOf(reader, homeFrom(runtime, home)), { folded });
    const last = new Map<string, number>();
    for (const { key, position, sessionExternalId, digest } of folded.entries.values()) {
      expect(key.length).toBeLessThanOrEqual(200);
      expect(Number.isSafeInteger(position)).toBe(true);
      expect(position).toBeGreaterThan(last.get(sessionExternalId) ?? -1);
      expect(digest).toMatch(/^[0-9a-f]{64}$/);
      last.set(sessionExternalId, position);
    }
  });
});
