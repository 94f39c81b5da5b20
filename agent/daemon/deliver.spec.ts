import type { SessionBatchInput, SessionUsageInput } from '../../schema/generated/types.js';
import { ClientProblem } from '../client/client-problem.js';
import { BackOff } from './back-off.js';
import { deliver } from './deliver.js';
import { FinalProblem } from './final-problem.js';

const usage = (key: string): SessionUsageInput => ({
  sessionExternalId: 's',
  key,
  model: 'm',
  ...{ input: 1, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, output: 1, reasoning: 0 },
});
const batch = (...keys: string[]): SessionBatchInput => ({
  instanceId: 'i',
  sessions: [],
  entries: [],
  usages: keys.map(usage),
});
const refusedInput = () => new ClientProblem('REFUSED', 'Not valid.', { serverCode: 'INVALID_INPUT' });

/** A server behind the true edge, answering by what is in a batch. */
function serverThat(answer: (keys: string[]) => Error | null) {
  const taken: string[] = [];
  const client = {
    call: <T>({ variables }: { variables?: Record<string, unknown> }): Promise<T> => {
      const keys = (variables as { batch: SessionBatchInput }).batch.usages.map(({ key }) => key);
      const error = answer(keys);
      if (error !== null) return Promise.reject(error);
      taken.push(...keys);
      return Promise.resolve({
        syncSessions: { newEntries: 0, knownEntries: 0, newUsages: keys.length },
      } as T);
    },
  };
  return { taken, client };
}

/** Waits for nothing. */
class NoWait extends BackOff {
  override nextMs(): number {
    return 0;
  }
}

const options = (client: ReturnType<typeof serverThat>['client'], problems: (string | null)[] = []) => ({
  client,
  signal: new AbortController().signal,
  problem: (words: string | null) => void problems.push(words),
  backOff: new NoWait(),
});

describe('delivery of a batch', () => {
  it('is tried until the server has it, and says what is in the way meanwhile', async () => {
    let failures = 3;
    const problems: (string | null)[] = [];
    const server = serverThat(() => (failures-- > 0 ? new ClientProblem('UNREACHABLE', 'away') : null));
    expect(await deliver(batch('a', 'b'), options(server.client, problems))).toMatchObject({ kind: 'taken' });
    expect(server.taken).toEqual(['a', 'b']);
    expect(problems).toEqual(['away', 'away', 'away', null]);
  });

  it('leaves out only the record that is refused', async () => {
    const server = serverThat((keys) => (keys.includes('bad') ? refusedInput() : null));
    const keys = ['a', 'b', 'c', 'bad', 'd', 'e', 'f'];
    expect(await deliver(batch(...keys), options(server.client))).toMatchObject({
      kind: 'taken',
      refused: 1,
    });
    expect(server.taken.sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('is given up when the server does not want this runtime, and ends all when it does not want this machine', async () => {
    const paused = serverThat(() => new ClientProblem('REFUSED', 'Paused.', { serverCode: 'CONFLICT' }));
    expect(await deliver(batch('a'), options(paused.client))).toEqual({ kind: 'given-up', why: 'Paused.' });
    const revoked = serverThat(
      () => new ClientProblem('REFUSED', 'No.', { serverCode: 'UNAUTHENTICATED', reason: 'HOST_REVOKED' }),
    );
    await expect(deliver(batch('a'), options(revoked.client))).rejects.toThrow(FinalProblem);
  });

  it('is given up on stopping, but never while a request is on its way', async () => {
    const stop = new AbortController();
    const server = serverThat((keys) => {
      stop.abort();
      return keys.includes('a') ? null : new ClientProblem('UNREACHABLE', 'away');
    });
    const stopping = { ...options(server.client), signal: stop.signal };
    expect(await deliver(batch('a'), stopping)).toMatchObject({ kind: 'taken' });
    expect(await deliver(batch('b'), stopping)).toEqual({ kind: 'given-up', why: 'stopping' });
  });
});

describe('back-off', () => {
  it('grows to a minute, is never in step, and heeds the server', () => {
    const backOff = new BackOff(() => 0.5);
    const waits = Array.from({ length: 9 }, () => backOff.nextMs());
    expect(waits).toEqual([750, 1_500, 3_000, 6_000, 12_000, 24_000, 45_000, 45_000, 45_000]);
    expect(backOff.nextMs(120)).toBe(120_000);
    backOff.reset();
    expect(backOff.nextMs()).toBe(750);
  });
});
