import { cpSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  RawEntry,
  ReaderCursor,
  Reading,
  RuntimePlace,
  RuntimeReader,
} from '../../agent/runtimes/reading.js';
import type { SessionFactsInput, SessionUsageInput } from '../../schema/generated/types.js';

/** What somebody who keeps readings, as `RuntimeReader.read` asks, has in the end. */
export class Folded {
  readonly entries = new Map<string, RawEntry>();
  readonly usages = new Map<string, SessionUsageInput>();
  readonly sessions = new Map<string, SessionFactsInput>();

  add(reading: Reading): void {
    for (const entry of reading.entries) if (!this.entries.has(entry.key)) this.entries.set(entry.key, entry);
    for (const usage of reading.usages) {
      const known = this.usages.get(usage.key);
      if (known === undefined || usage.output > known.output) this.usages.set(usage.key, usage);
    }
    for (const facts of reading.sessions) this.sessions.set(facts.externalId, facts);
  }

  /** Sorted, so that two ways to the same end compare as equal. When a file was born depends on the test. */
  get all(): object {
    const sorted = <T>(map: Map<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
    const sessions = sorted(this.sessions).map(([id, facts]) => [id, { ...facts, bornAt: null }]);
    return { entries: sorted(this.entries), usages: sorted(this.usages), sessions };
  }
}

/** Reads until nothing is left, with the cursor going through JSON each time as it does between two runs. */
export async function readAll(
  reader: RuntimeReader,
  place: RuntimePlace,
  to: { readonly folded: Folded; readonly cursor?: ReaderCursor; readonly bytes?: number },
): Promise<ReaderCursor> {
  let cursor = to.cursor ?? {};
  for (let left = 1; left > 0;) {
    const reading = await reader.read(place, cursor, { bytes: to.bytes ?? 1e9 });
    to.folded.add(reading);
    cursor = JSON.parse(JSON.stringify(reading.cursor)) as ReaderCursor;
    left = reading.backlogBytes;
  }
  return cursor;
}

/** A place of a reader; tests give it a folder of their own. */
export function placeOf(reader: RuntimeReader, root: string): RuntimePlace {
  return { kind: reader.kind, key: `${reader.kind}:${root}`, root, location: '~/there', label: 'There' };
}

/** Where fixtures of a runtime are. */
export const fixturesOf = (runtime: string) =>
  join(import.meta.dirname, '../../agent/runtimes', runtime, 'fixtures');

/** An empty folder of the test's own, by its real path. */
export const emptyFolder = () => realpathSync(mkdtempSync(join(tmpdir(), 'runtime-home-')));

/** A copy of a fixture home that a test may change. */
export function homeFrom(runtime: string, name: string): string {
  const home = emptyFolder();
  cpSync(join(fixturesOf(runtime), name), home, { recursive: true });
  return home;
}
