import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { headersOf, type CallOptions, type Loose } from './graphql-caller.js';

export interface TestSocket {
  /** Resolves when the server acknowledged; rejects when it closed instead. */
  opened: Promise<void>;
  /** Resolves with the close code, whoever closed. */
  closed: Promise<{ code: number; reason: string }>;
  client: Client;
  /** Closes it from this side. */
  close(): void;
}

/** Opens the real WebSocket and holds it, with no retries, so that a test sees every close. */
export function openSocket(url: string, options: CallOptions = {}): TestSocket {
  const headers = headersOf(url, options);
  class SocketWithHeaders extends WebSocket {
    constructor(address: string, protocols: string | string[]) {
      super(address, protocols, { headers });
    }
  }
  const opened = deferred<void>();
  const closed = deferred<{ code: number; reason: string }>();
  // A test may care about one of the two only.
  opened.promise.catch(() => undefined);
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: SocketWithHeaders,
    lazy: false,
    retryAttempts: 0,
    connectionParams: {
      ...(options.bearer ? { authorization: `Bearer ${options.bearer}` } : {}),
      ...(options.organization ? { organization: options.organization } : {}),
    },
    onNonLazyError: () => undefined,
    on: {
      connected: () => opened.resolve(),
      closed: (event) => {
        const { code, reason } = event as { code: number; reason: string };
        closed.resolve({ code, reason });
        opened.reject(new Error(`The socket closed with ${code} ${reason}.`));
      },
    },
  });
  return { opened: opened.promise, closed: closed.promise, client, close: () => void client.dispose() };
}

export interface Subscription<T = Loose> extends AsyncIterable<T> {
  /** The next delivery's `data`; rejects when there is none within `timeoutMs` (20 s), or it is an error. */
  next(timeoutMs?: number): Promise<T>;
  socket: TestSocket;
  /** Ends the subscription and its socket. */
  stop(): void;
}

/** Subscribes over a socket of its own. */
export function subscribe<T = Loose>(
  url: string,
  document: string,
  variables: Record<string, unknown> = {},
  options: CallOptions = {},
): Subscription<T> {
  const socket = openSocket(url, options);
  const results = socket.client.iterate<Record<string, unknown>>({ query: document, variables });
  const next = async (timeoutMs = 20_000): Promise<T> => {
    const result = await within(timeoutMs, results.next());
    if (result.done) throw new Error('The subscription ended.');
    if (result.value.errors) throw new Error(JSON.stringify(result.value.errors));
    return result.value.data as T;
  };
  return {
    next,
    socket,
    stop: () => socket.close(),
    async *[Symbol.asyncIterator]() {
      for await (const result of results) {
        if (result.errors) throw new Error(JSON.stringify(result.errors));
        yield result.data as T;
      }
    },
  };
}

function deferred<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: Error) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Nothing arrived within ${timeoutMs} ms.`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
