import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again until the answer is there (anything but null, undefined and false).
 * @throws when it is not there in time, with the last answer or error.
 */
export async function eventually<T>(
  ask: () => Promise<T | null | undefined | false>,
  what = 'the awaited state',
  timeoutMs = 20_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== null && answer !== undefined && answer !== false) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end)
      throw new Error(`Waited in vain for ${what}; last seen: ${String(last)}`, { cause: last });
    await pause(25);
  }
}
