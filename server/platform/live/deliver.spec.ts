import { deliver } from './deliver.js';
import { subscribe } from './subscribe.js';

async function* numbers(signal: AbortSignal): AsyncGenerator<number> {
  yield* [1, 2, 3];
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('delivering', () => {
  it('hands on one after the other, waiting for each, and ends at once when its reader does', async () => {
    const told: number[] = [];
    const following = deliver(subscribe(undefined, numbers), async (n) => {
      await turn();
      told.push(n);
    });
    const end = following.next();
    while (told.length < 3) await turn();
    await following.return!();
    await expect(end).resolves.toEqual({ done: true, value: undefined });
    expect(told).toEqual([1, 2, 3]);
  });

  it('hands on nothing after its reader left', async () => {
    const told: number[] = [];
    const following = deliver(subscribe(undefined, numbers), (n) => Promise.resolve(void told.push(n)));
    const end = following.next();
    await following.return!();
    await end;
    expect(told).toEqual([]);
  });

  it('fails when its source or a delivery does, and leaves no source open', async () => {
    const lost = () => Promise.reject(new Error('lost'));
    const source = subscribe(undefined, numbers);
    await expect(deliver(source, lost).next()).rejects.toThrow('lost');
    expect((await source.next()).done).toBe(true);
    async function* broken(): AsyncGenerator<number> {
      await turn();
      throw new Error('broken');
    }
    await expect(deliver(broken(), () => Promise.resolve()).next()).rejects.toThrow('broken');
  });
});
