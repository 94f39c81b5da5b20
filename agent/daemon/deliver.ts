import type { SessionBatchInput, SessionBatchReceipt } from '../../schema/generated/types.js';
import { ClientProblem } from '../client/client-problem.js';
import type { HostClient } from '../client/host-client.js';
import { halves, sizeOf } from './batches.js';
import { BackOff } from './back-off.js';
import { Bell } from './bell.js';
import { FinalProblem, finalWords } from './final-problem.js';

const query = `mutation ($batch: SessionBatchInput!) {
  syncSessions(batch: $batch) { newEntries knownEntries newUsages }
}`;

/** What came of a batch. */
export type Delivery =
  | { readonly kind: 'taken'; readonly newEntries: number; readonly refused: number }
  /** The host stops, or the server does not want this runtime (any more): nothing is remembered as read. */
  | { readonly kind: 'given-up'; readonly why: string };

export interface DeliveryOptions {
  readonly client: Pick<HostClient, 'call'>;
  readonly signal: AbortSignal;
  /** Told with every failure, and with null once it went through. */
  readonly problem: (words: string | null) => void;
  readonly backOff?: BackOff;
}

/**
 * Sends a batch until the server has it: again and again while it cannot be reached, in halves when it refuses what is
 * in it, so that one record it does not take holds nothing up. A request that is on its way is waited for, also on
 * stopping.
 * @throws FinalProblem when no request of this machine is taken any more
 */
export async function deliver(batch: SessionBatchInput, options: DeliveryOptions): Promise<Delivery> {
  const backOff = options.backOff ?? new BackOff();
  for (;;) {
    if (options.signal.aborted) return { kind: 'given-up', why: 'stopping' };
    try {
      const { syncSessions } = await options.client.call<{ syncSessions: SessionBatchReceipt }>({
        query,
        variables: { batch },
      });
      options.problem(null);
      return { kind: 'taken', newEntries: syncSessions.newEntries, refused: 0 };
    } catch (error) {
      const outcome = await afterFailure(error, batch, options);
      if (outcome !== null) return outcome;
      await new Bell().wait(backOff.nextMs((error as ClientProblem).retryAfterSeconds), options.signal);
    }
  }
}

/** Null: try again. */
async function afterFailure(
  error: unknown,
  batch: SessionBatchInput,
  options: DeliveryOptions,
): Promise<Delivery | null> {
  const words = finalWords(error);
  if (words !== null) throw new FinalProblem(words);
  if (!(error instanceof ClientProblem)) throw error;
  options.problem(error.message);
  if (error.code !== 'REFUSED' || error.retryable) return null;
  if (error.serverCode === 'INVALID_INPUT') return inHalves(batch, options);
  // Paused or removed there, and the word has not come here yet.
  return { kind: 'given-up', why: error.message };
}

async function inHalves(batch: SessionBatchInput, options: DeliveryOptions): Promise<Delivery> {
  if (sizeOf(batch) <= 1) {
    options.problem(null);
    return { kind: 'taken', newEntries: 0, refused: sizeOf(batch) };
  }
  let [newEntries, refused] = [0, 0];
  for (const half of halves(batch)) {
    if (sizeOf(half) === 0) continue;
    const delivery = await deliver({ instanceId: batch.instanceId, ...half }, options);
    if (delivery.kind === 'given-up') return delivery;
    newEntries += delivery.newEntries;
    refused += delivery.refused;
  }
  return { kind: 'taken', newEntries, refused };
}
