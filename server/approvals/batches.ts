import { isOutage } from '../platform/database/postgres-errors.js';

/** One statement takes so many at most. */
const most = 200;
/** And so much of what a gateway sent, in characters: what is huge is taken up alone, as memory is not endless. */
const heaviest = 4 * 1024 * 1024;

/** The same things in the same order, in batches. */
export function* batchesOf<T>(things: readonly T[]): Generator<readonly T[]> {
  let batch: T[] = [];
  let weight = 0;
  for (const thing of things) {
    const more = weightOf(thing);
    if (batch.length === most || (batch.length > 0 && weight + more > heaviest)) {
      yield batch;
      batch = [];
      weight = 0;
    }
    batch.push(thing);
    weight += more;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Takes things in batches, each whole or not at all. When a batch fails although the database is well, its things are
 * taken one by one, so that one that cannot be taken keeps none of the others out.
 * @throws the first failure, after everything had its turn; an outage at once.
 */
export async function takeInBatches<T>(
  things: readonly T[],
  take: (batch: readonly T[]) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const attempt = async (batch: readonly T[]): Promise<void> => {
    try {
      await take(batch);
    } catch (error) {
      if (isOutage(error)) throw error;
      if (batch.length === 1) failures.push(error);
      else for (const thing of batch) await attempt([thing]);
    }
  };
  for (const batch of batchesOf(things)) await attempt(batch);
  if (failures.length > 0) throw failures[0];
}

function weightOf(thing: unknown): number {
  try {
    return JSON.stringify(thing).length;
  } catch {
    // Nested too deep to be written: it will fail, and shall fail alone.
    return Infinity;
  }
}
