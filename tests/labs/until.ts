export interface UntilOptions {
  timeoutMs?: number;
  everyMs?: number;
  /** Named in the error. */
  what?: string;
}

/** Asks again and again until the answer is truthy, and returns it. Rejects when time runs out. */
export async function until<T>(
  ask: () => Promise<T> | T,
  { timeoutMs = 90_000, everyMs = 50, what = 'a condition' }: UntilOptions = {},
): Promise<NonNullable<T>> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`Gave up waiting for ${what} after ${timeoutMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
