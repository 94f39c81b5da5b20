import { AppError } from '../errors/app-error.js';
import { Gathering } from './gathering.js';

/** A gathering whose batches end when told to. */
function gathering(most?: number) {
  const batches: { org: string; keys: readonly number[]; end: (error?: unknown) => void }[] = [];
  const all = (org: string, keys: readonly number[]) =>
    new Promise<string[]>((resolve, reject) =>
      batches.push({
        ...{ org, keys },
        end: (error) =>
          error === undefined ? resolve(keys.map((key) => `${org}${key}`)) : reject(error as Error),
      }),
    );
  return { batches, gathered: new Gathering(all, most) };
}

const turn = () => new Promise(setImmediate);

describe('what is gathered', () => {
  it('comes alone when nothing is under way, and together with what came meanwhile after that', async () => {
    const { batches, gathered } = gathering();
    const first = gathered.ask('a', 1);
    await turn();
    const rest = [gathered.ask('a', 2), gathered.ask('a', 3)];
    await turn();
    expect(batches.map(({ keys }) => keys)).toEqual([[1]]);
    batches[0]!.end();
    expect(await first).toBe('a1');
    await turn();
    batches[1]!.end();
    expect(await Promise.all(rest)).toEqual(['a2', 'a3']);
    expect(batches.map(({ keys }) => keys)).toEqual([[1], [2, 3]]);
  });

  it('never waits for another organisation, nor is done together with its', async () => {
    const { batches, gathered } = gathering();
    const answers = Promise.all([gathered.ask('a', 1), gathered.ask('b', 1), gathered.ask('a', 2)]);
    await turn();
    expect(batches.map(({ org, keys }) => [org, keys])).toEqual([
      ['a', [1, 2]],
      ['b', [1]],
    ]);
    for (const batch of batches) batch.end();
    expect(await answers).toEqual(['a1', 'b1', 'a2']);
  });

  it('is bounded', async () => {
    const { batches, gathered } = gathering(2);
    const answers = Promise.all([1, 2, 3].map((key) => gathered.ask('a', key)));
    await turn();
    batches[0]!.end();
    await turn();
    batches[1]!.end();
    await answers;
    expect(batches.map(({ keys }) => keys)).toEqual([[1, 2], [3]]);
  });

  it('is tried one by one when it fails together, so that one keeps none of the others out', async () => {
    const gathered = new Gathering((_org, keys: readonly number[]) =>
      keys.includes(2) ? Promise.reject(new Error('no 2')) : Promise.resolve(keys),
    );
    const answers = await Promise.allSettled([1, 2, 3].map((key) => gathered.ask('a', key)));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails at once when the database is gone, and works again afterwards', async () => {
    const { batches, gathered } = gathering();
    const answers = Promise.allSettled([gathered.ask('a', 1), gathered.ask('a', 2)]);
    await turn();
    batches[0]!.end(new AppError('UNAVAILABLE'));
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const again = gathered.ask('a', 3);
    await turn();
    batches[1]!.end();
    expect(await again).toBe('a3');
  });
});
