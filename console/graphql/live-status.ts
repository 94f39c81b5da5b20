/** How the live feed stands. */
export type LiveState =
  | { status: 'connecting' | 'live' | 'offline' }
  /** Trying again at `retryAtMs`. */
  | { status: 'reconnecting'; retryAtMs: number };

const shortestWaitMs = 500;
const longestWaitMs = 30_000;

/** Full jitter, so that a thousand consoles do not return in the same second after a restart. */
const waitMs = (attempt: number): number =>
  shortestWaitMs + Math.random() * Math.min(longestWaitMs, 1_000 * 2 ** attempt);

/** The state of a live link, followed by the screen and moved by the socket's events. */
export function createLiveStatus() {
  const listeners = new Set<() => void>();
  const connectedListeners = new Set<(first: boolean) => void>();
  let state: LiveState = { status: navigator.onLine ? 'connecting' : 'offline' };
  let wake: () => void = () => undefined;
  let connectedBefore = false;

  function change(next: LiveState): void {
    state = next;
    listeners.forEach((listener) => listener());
  }

  return {
    state: () => state,
    change,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onConnected: (listener: (first: boolean) => void) => {
      connectedListeners.add(listener);
      return () => void connectedListeners.delete(listener);
    },
    connecting: () => change({ status: 'connecting' }),
    connected: () => {
      change({ status: 'live' });
      connectedListeners.forEach((listener) => listener(!connectedBefore));
      connectedBefore = true;
    },
    /** The socket broke; when it tries again follows from `sleep`. */
    lost: () => state.status === 'live' && change({ status: 'reconnecting', retryAtMs: Date.now() }),
    /** Waits before attempt number `attempt`, or until woken. */
    sleep: (attempt: number): Promise<void> => {
      const ms = waitMs(attempt);
      change(
        navigator.onLine ? { status: 'reconnecting', retryAtMs: Date.now() + ms } : { status: 'offline' },
      );
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    retryNow: () => wake(),
  };
}
