import type { RuntimeReader } from '../../agent/runtimes/reading.js';
import { runtimeReaders } from '../../agent/runtimes/readers.js';

const budget = { bytes: 4_000_000 };
type Place = Awaited<ReturnType<RuntimeReader['find']>>[number];

/** What the runtimes of a home folder hold, read in this process: entries by runtime, each as session and key. */
export async function entriesOf(home: string): Promise<Map<string, Set<string>>> {
  const byRuntime = new Map<string, Set<string>>();
  for (const reader of runtimeReaders()) {
    for (const place of await reader.find({ home, variables: {} }))
      byRuntime.set(place.key, await entriesIn(reader, place));
  }
  return byRuntime;
}

async function entriesIn(reader: RuntimeReader, place: Place): Promise<Set<string>> {
  const entries = new Set<string>();
  let reading = await reader.read(place, {}, budget);
  for (;;) {
    for (const { sessionExternalId, key } of reading.entries) entries.add(`${sessionExternalId} ${key}`);
    if (reading.backlogBytes === 0) return entries;
    reading = await reader.read(place, reading.cursor, budget);
  }
}
