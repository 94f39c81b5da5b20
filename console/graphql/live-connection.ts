import { createClient, type Client as SocketClient } from 'graphql-ws';

/** How the live feed stands. */
export type LiveState =
  | { status: 'connecting' | 'live' | 'offline' }
  /** Trying again at `retryAtMs`. */
  | { status: 'reconnecting'; retryAtMs: number };

export interface LiveConnection {
  socket: SocketClient;
  state: () => LiveState;
  subscribe: (listener: () => void) => () => void;
  /** Tries at once instead of waiting. */
  retryNow: () => void;
  /** When the link was (re-)made; `first` for the first time. */
  onConnected: (listener: (first: boolean) => void) => () => void;
  close: () => void;
}

interface LiveOptions {
  organization: string;
  /** The server closed the socket because of who we are: 4401 signed out, 4403 no longer a member. */
  onRefused: (code: 4401 | 4403) => void;
}

const pingEveryMs = 12_000;
const answerWithinMs = 5_000;
const longestWaitMs = 30_000;

/** Full jitter, so that a thousand consoles do not return in the same second after a restart. */
const waitMs = (attempt: number): number =>
  500 + Math.random() * Math.min(longestWaitMs, 1_000 * 2 ** attempt);

const address = (): string => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`;

/** The socket of one organisation: opened by the first subscription, kept alive, re-made without end. */
export function createLiveConnection({ organization, onRefused }: LiveOptions): LiveConnection {
  const listeners = new Set<() => void>();
  const connectedListeners = new Set<(first: boolean) => void>();
  let state: LiveState = { status: navigator.onLine ? 'connecting' : 'offline' };
  let wake: () => void = () => undefined;
  let connectedBefore = false;
  let overdue: ReturnType<typeof setTimeout> | undefined;

  function change(next: LiveState): void {
    state = next;
    listeners.forEach((listener) => listener());
  }

  function sleep(attempt: number): Promise<void> {
    const ms = waitMs(attempt);
    change(navigator.onLine ? { status: 'reconnecting', retryAtMs: Date.now() + ms } : { status: 'offline' });
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const socket = createClient({
    url: address,
    connectionParams: { organization },
    lazyCloseTimeout: 3_000,
    keepAlive: pingEveryMs,
    retryAttempts: Infinity,
    retryWait: sleep,
    shouldRetry: () => true,
    on: {
      connecting: () => state.status === 'live' || change({ status: 'connecting' }),
      connected: () => {
        change({ status: 'live' });
        connectedListeners.forEach((listener) => listener(!connectedBefore));
        connectedBefore = true;
      },
      ping: (received) => {
        // A dead link accepts pings for minutes; without a pong in time the socket is given up.
        if (!received) overdue = setTimeout(() => socket.terminate(), answerWithinMs);
      },
      pong: (received) => received && clearTimeout(overdue),
      closed: (event) => {
        clearTimeout(overdue);
        const code = (event as CloseEvent).code;
        if (code === 4401 || code === 4403) onRefused(code);
        if (code !== 1000 && state.status === 'live')
          change({ status: 'reconnecting', retryAtMs: Date.now() });
      },
    },
  });

  const online = () => wake();
  const offline = () => {
    change({ status: 'offline' });
    socket.terminate();
  };
  window.addEventListener('online', online);
  window.addEventListener('offline', offline);

  return {
    socket,
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    retryNow: () => wake(),
    onConnected: (listener) => {
      connectedListeners.add(listener);
      return () => void connectedListeners.delete(listener);
    },
    close: () => {
      window.removeEventListener('online', online);
      window.removeEventListener('offline', offline);
      void socket.dispose();
    },
  };
}
