import { runtimeReaders } from '../../agent/runtimes/readers.js';

/** What the runtimes of a home folder hold, read in this process: entries by runtime, each as session and key. */
export async function entriesOf(home: string): Promise<Map<string, Set<string>>> {
  const byRuntime = new Map<string, Set<string>>();
  for (const reader of runtimeReaders()) {
    for (const place of await reader.find({ home, variables: {} })) {
      const entries = new Set<string>();
      let reading = await reader.read(place, {}, { bytes: 4_000_000 });
      for (;;) {
        for (const { sessionExternalId, key } of reading.entries) entries.add(`${sessionExternalId} ${key}`);
        if (reading.backlogBytes === 0) break;
        reading = await reader.read(place, reading.cursor, { bytes: 4_000_000 });
      }
      byRuntime.set(place.key, entries);
    }
  }
  return byRuntime;
}
