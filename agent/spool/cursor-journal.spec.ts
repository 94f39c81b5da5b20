import * as nodeFiles from 'node:fs';
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReaderCursor } from '../runtimes/reading.js';
import { CursorJournal, type FileCalls } from './cursor-journal.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clawbutler-journal-'));
  path = join(folder, 'a.cursors');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A step of a host's life: one source goes on, now and then one appears or goes away. */
function step(cursor: ReaderCursor, count: number): ReaderCursor {
  const next: Record<string, ReaderCursor[string]> = { ...cursor };
  next[`s${count % 7}.jsonl`] = { offset: count, hash: 'x'.repeat(40) };
  if (count % 11 === 0) delete next[`s${(count + 3) % 7}.jsonl`];
  return next;
}

/** Cursors after each of so many steps; the first is the empty one. */
function history(steps: number): ReaderCursor[] {
  const all: ReaderCursor[] = [{}];
  for (let count = 1; count <= steps; count++) all.push(step(all.at(-1) as ReaderCursor, count));
  return all;
}

function reopened(): ReaderCursor {
  const journal = CursorJournal.open(path, quick);
  journal.close();
  return journal.current;
}

/** Real files without waiting for the disk: a process that dies does not take the system's cache with it. */
const quick: FileCalls = { ...nodeFiles, fsyncSync: () => undefined, fdatasyncSync: () => undefined };

class Dead extends Error {}

/**
 * The real file system, until the call with this number: there the process "dies" (every later call fails too) before,
 * after, or in the middle of it, or the call fails with an error.
 */
function failingAt(
  number: number,
  way: 'before' | 'after' | 'half' | 'ENOSPC' | 'EIO',
): FileCalls & { calls: number } {
  let [calls, dead] = [0, false];
  const wrapped =
    (name: string, real: (...args: unknown[]) => unknown) =>
    (...args: unknown[]): unknown => {
      if (dead) throw new Dead();
      if (calls++ !== number) return real(...args);
      if (way === 'ENOSPC' || way === 'EIO') throw Object.assign(new Error(way), { code: way });
      dead = true;
      if (way === 'after') real(...args);
      const [descriptor, bytes, from] = args as [number, Buffer, number];
      if (way === 'half' && name === 'writeSync')
        real(descriptor, bytes, from, Math.floor((bytes.length - from) / 2));
      throw new Dead();
    };
  const names = [
    'closeSync',
    'fdatasyncSync',
    'fstatSync',
    'fsyncSync',
    'ftruncateSync',
    'mkdirSync',
    'openSync',
    'readFileSync',
    'renameSync',
    'writeSync',
  ] as const;
  const entries = names.map((name) => [name, wrapped(name, quick[name] as never)]);
  return Object.defineProperty(Object.fromEntries(entries), 'calls', { get: () => calls }) as never;
}

/** Commits a history; how many of its cursors were acknowledged when it ended. */
function commitAll(
  cursors: readonly ReaderCursor[],
  files = quick,
): { acknowledged: number; failed: number } {
  const result = { acknowledged: 0, failed: 0 };
  try {
    const journal = CursorJournal.open(path, files);
    cursors.forEach((cursor, index) => commitOne(journal, cursor, index, result));
  } catch {
    // Dead, or not even opened.
  }
  return result;
}

function commitOne(
  journal: CursorJournal,
  cursor: ReaderCursor,
  index: number,
  result: { acknowledged: number; failed: number },
): void {
  try {
    journal.commit(cursor);
    result.acknowledged = index;
  } catch (error) {
    if (error instanceof Dead) throw error;
    result.failed++;
  }
}

describe('cursor journal', () => {
  it('gives back what was committed, for its owner only', () => {
    const cursors = history(30);
    expect(commitAll(cursors)).toEqual({ acknowledged: 30, failed: 0 });
    expect(reopened()).toEqual(cursors.at(-1));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('writes only what changed', () => {
    const cursors = history(30);
    const journal = CursorJournal.open(path);
    for (const cursor of cursors) journal.commit(cursor);
    const { size } = statSync(path);
    journal.commit(cursors.at(-1) as ReaderCursor);
    journal.commit({ ...cursors.at(-1) });
    expect(statSync(path).size).toBe(size);
    journal.close();
  });

  it('opens at every length it can have been cut to, with a state that was committed', () => {
    const cursors = history(9);
    commitAll(cursors);
    const whole = readFileSync(path);
    const committed = new Set(cursors.map((cursor) => sorted(cursor)));
    for (let length = whole.length; length >= 0; length--) {
      writeFileSync(path, whole.subarray(0, length));
      const cursor = reopened();
      // A step of two lines may be cut between them: each source is right by itself.
      for (const [source, value] of Object.entries(cursor)) {
        expect(cursors.some((known) => JSON.stringify(known[source]) === JSON.stringify(value))).toBe(true);
      }
      if (length === whole.length) expect(committed.has(sorted(cursor))).toBe(true);
    }
  });

  it('cuts off what is damaged and goes on behind it', () => {
    const cursors = history(12);
    commitAll(cursors);
    appendFileSync(path, '0123456789abcdef ["torn');
    const journal = CursorJournal.open(path);
    expect(journal.check.tornBytes).toBe(23);
    expect(journal.current).toEqual(cursors.at(-1));
    journal.commit(step(cursors.at(-1) as ReaderCursor, 13));
    journal.close();
    expect(reopened()).toEqual(step(cursors.at(-1) as ReaderCursor, 13));
    truncateSync(path, 100);
    expect(() => reopened()).not.toThrow();
  });

  it('stays small however long it runs', () => {
    const journal = CursorJournal.open(path, quick);
    let cursor: ReaderCursor = {};
    for (let count = 1; count <= 12_000; count++) journal.commit((cursor = step(cursor, count)));
    journal.close();
    expect(statSync(path).size).toBeLessThan(600_000);
    expect(reopened()).toEqual(cursor);
  });

  it.each(['before', 'after', 'half', 'ENOSPC', 'EIO'] as const)(
    'loses nothing that was acknowledged when a call to the file system ends it: %s',
    (way) => {
      const long = { offset: 0, hash: 'y'.repeat(60_000) };
      // Wide enough to be written anew on the way.
      const cursors = history(20).map((cursor, index) => ({ ...cursor, long: { ...long, offset: index } }));
      const counting = failingAt(-1, 'before');
      commitAll(cursors, counting);
      expect(counting.calls).toBeGreaterThan(50);
      for (let number = 0; number < counting.calls; number++) {
        rmSync(path, { force: true });
        const { acknowledged, failed } = commitAll(cursors, failingAt(number, way));
        const cursor = reopened();
        const offset = (cursor.long?.offset ?? 0) as number;
        expect(offset).toBeGreaterThanOrEqual(acknowledged);
        expect(offset).toBeLessThanOrEqual(acknowledged + 1);
        if (failed === 0 && acknowledged === 20) expect(cursor).toEqual(cursors.at(-1));
      }
    },
  );
});

const sorted = (cursor: ReaderCursor) => JSON.stringify(Object.entries(cursor).sort());
