import { useSyncExternalStore } from 'react';

interface Clock {
  subscribe: (listener: () => void) => () => void;
  snapshot: () => number;
}

/** One timer for everything that ticks at the same pace; stopped while nobody looks. */
function createClock(everyMs: number): Clock {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    now = Date.now();
    listeners.forEach((listener) => listener());
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      if (!timer) {
        now = Date.now();
        timer = setInterval(tick, everyMs);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    snapshot: () => (timer ? now : Math.floor(Date.now() / everyMs) * everyMs),
  };
}

const clocks = { second: createClock(1_000), minute: createClock(15_000) };

/** The present in milliseconds, renewed each second or (`minute`) four times a minute. */
export function useNow(pace: keyof typeof clocks = 'minute'): number {
  const clock = clocks[pace];
  return useSyncExternalStore(clock.subscribe, clock.snapshot);
}
