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

  it('fails when its source or a delivery does', async () => {
    const lost = () => Promise.reject(new Error('lost'));
    await expect(deliver(subscribe(undefined, numbers), lost).next()).rejects.toThrow('lost');
    async function* broken(): AsyncGenerator<number> {
      await turn();
      throw new Error('broken');
    }
    await expect(deliver(broken(), () => Promise.resolve()).next()).rejects.toThrow('broken');
  });
});
