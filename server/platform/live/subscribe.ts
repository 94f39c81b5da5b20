/**
 * Makes a generator safe to hand out as a subscription. A generator waiting for its next value cannot be told to stop;
 * here the reader's `return` aborts the signal the generator waits on, so that an idle subscription ends at once when
 * its reader completes it or its socket closes.
 */
export function subscribe<T>(
  socket: AbortSignal | undefined,
  start: (signal: AbortSignal) => AsyncGenerator<T>,
): AsyncIterableIterator<T> {
  const stop = new AbortController();
  const signal = socket ? AbortSignal.any([socket, stop.signal]) : stop.signal;
  const inner = start(signal);
  return {
    next: () => inner.next(),
    return: () => {
      stop.abort();
      return inner.return(undefined);
    },
    throw: (error) => {
      stop.abort();
      return inner.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
