import { createClient, type Client as SocketClient } from 'graphql-ws';
import { createLiveStatus, type LiveState } from './live-status';

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
  /** The server closed the socket because of who we are: 4401 signed out, 4403 other rights or no member any more. */
  onRefused: (code: 4401 | 4403) => void;
}

const pingEveryMs = 12_000;
const answerWithinMs = 5_000;
const normalClosure = 1_000;

const address = (): string => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`;

/** The socket of one organisation: opened by the first subscription, kept alive, re-made without end. */
export function createLiveConnection({ organization, onRefused }: LiveOptions): LiveConnection {
  const status = createLiveStatus();
  const socket = openSocket(organization, status, onRefused);
  const online = () => status.retryNow();
  const offline = () => {
    status.change({ status: 'offline' });
    socket.terminate();
  };
  window.addEventListener('online', online);
  window.addEventListener('offline', offline);
  return {
    socket,
    ...status,
    close: () => {
      window.removeEventListener('online', online);
      window.removeEventListener('offline', offline);
      void socket.dispose();
    },
  };
}

type Status = ReturnType<typeof createLiveStatus>;

function openSocket(organization: string, status: Status, onRefused: LiveOptions['onRefused']): SocketClient {
  let overdue: ReturnType<typeof setTimeout> | undefined;
  const socket = createClient({
    url: address,
    connectionParams: { organization },
    lazyCloseTimeout: 3_000,
    keepAlive: pingEveryMs,
    retryAttempts: Infinity,
    retryWait: status.sleep,
    shouldRetry: () => true,
    on: {
      connecting: status.connecting,
      connected: status.connected,
      ping: (received) => {
        // A dead link accepts pings for minutes; without a pong in time the socket is given up.
        if (!received) overdue = setTimeout(() => socket.terminate(), answerWithinMs);
      },
      pong: (received) => received && clearTimeout(overdue),
      closed: (event) => {
        clearTimeout(overdue);
        const { code } = event as CloseEvent;
        if (code === 4401 || code === 4403) onRefused(code);
        if (code !== normalClosure) status.lost();
      },
    },
  });
  return socket;
}
