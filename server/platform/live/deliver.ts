/**
 * Delivers what a source gives, one after the other, to a reader that is served by the side: of this iterator itself
 * comes no value, only the end or the failure. After `return` nothing is delivered any more.
 */
export function deliver<T>(
  source: AsyncIterable<T>,
  one: (value: T) => Promise<void>,
): AsyncIterableIterator<never> {
  const values = source[Symbol.asyncIterator]();
  const end = { done: true as const, value: undefined };
  let stopped = false;
  return {
    next: async () => {
      for (;;) {
        const next = await values.next();
        if (next.done || stopped) return end;
        await one(next.value).catch(async (error: unknown) => {
          // Who iterates calls `return` only when it fails itself.
          await values.return?.();
          throw error;
        });
      }
    },
    return: async () => {
      stopped = true;
      await values.return?.();
      return end;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
