import type { ContentPolicy, SessionBatchInput, SessionEntryInput } from '../../schema/generated/types.js';
import { cut, entryUnderPolicy, factsUnderPolicy } from '../content/policy.js';
import type { Reading } from '../runtimes/reading.js';

type Lists = Omit<SessionBatchInput, 'instanceId'>;
type ListName = keyof Lists;

/** As many as the server takes in one batch. */
const most: Readonly<Record<ListName, number>> = { sessions: 200, entries: 1_000, usages: 1_000 };
/** A request of 256 KiB is refused; the rest is for the operation around the batch. */
const mostBytes = 220_000;
/** A text that would fill a batch by itself (every character escaped, or of three bytes) is cut to fit. */
const mostEntryBytes = 200_000;

const empty = (): Lists => ({ sessions: [], entries: [], usages: [] });

/**
 * A reading as it may leave the host, in batches the server takes. The policy is asked anew for each record, so a
 * stricter one holds from the next record on; null ends it.
 */
export function* batchesOf(reading: Reading, policy: () => ContentPolicy | null): Generator<Lists> {
  let batch = empty();
  let bytes = 0;
  for (const [name, item, itemBytes] of itemsOf(reading, policy)) {
    const size = itemBytes + 1;
    if (batch[name].length >= most[name] || bytes + size > mostBytes) {
      yield batch;
      batch = empty();
      bytes = 0;
    }
    (batch[name] as unknown[]).push(item);
    bytes += size;
  }
  if (sizeOf(batch) > 0) yield batch;
}

/** Records of a batch. */
export const sizeOf = ({ sessions, entries, usages }: Lists): number =>
  sessions.length + entries.length + usages.length;

/** Two halves of a batch, to find out which record the server does not take. */
export function halves(batch: Lists): [Lists, Lists] {
  const halved = (name: ListName) => Math.ceil(batch[name].length / 2);
  const part = (from: (name: ListName) => number, to: (name: ListName) => number) => ({
    sessions: batch.sessions.slice(from('sessions'), to('sessions')),
    entries: batch.entries.slice(from('entries'), to('entries')),
    usages: batch.usages.slice(from('usages'), to('usages')),
  });
  return [part(() => 0, halved), part(halved, (name) => batch[name].length)];
}

function* itemsOf(
  reading: Reading,
  policy: () => ContentPolicy | null,
): Generator<[ListName, Lists[ListName][number], number]> {
  for (const facts of reading.sessions) {
    const now = policy();
    if (now === null) return;
    const told = factsUnderPolicy(facts, now);
    yield ['sessions', told, bytesOf(told)];
  }
  for (const entry of reading.entries) {
    const now = policy();
    if (now === null) return;
    yield ['entries', ...fitting(entryUnderPolicy(entry, now))];
  }
  for (const usage of reading.usages) yield ['usages', usage, bytesOf(usage)];
}

/** The entry, cut to fit, and its bytes; `textLength` keeps telling how long it was. */
function fitting(entry: SessionEntryInput): [SessionEntryInput, number] {
  let sized = entry;
  let bytes = bytesOf(sized);
  while (sized.text != null && bytes > mostEntryBytes) {
    const { text } = sized;
    sized = { ...sized, text: cut(text, Math.floor((text.length * mostEntryBytes) / bytes) - 1) };
    bytes = bytesOf(sized);
  }
  return [sized, bytes];
}

const bytesOf = (item: Lists[ListName][number]) => Buffer.byteLength(JSON.stringify(item));
