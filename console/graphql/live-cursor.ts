import type { Operation } from 'urql';
import type { LiveConnection } from './live-connection';

interface Cursor {
  /** Highest position seen; null while nothing arrived. */
  seq: number | null;
}

interface Sink {
  next: (result: never) => void;
  error: (error: never) => void;
  complete: () => void;
}

const cursors = new WeakMap<LiveConnection, Set<Cursor>>();
const againAfterMs = 5_000;

function cursorsOf(live: LiveConnection): Set<Cursor> {
  const known = cursors.get(live) ?? new Set<Cursor>();
  cursors.set(live, known);
  return known;
}

/** Position of a delivery or of a gap notice: every subscription's one root field carries `seq`. */
export function seqOf(data: unknown): number | null {
  if (typeof data !== 'object' || data === null) return null;
  const delivery: unknown = Object.values(data).find((value) => typeof value === 'object' && value !== null);
  const seq = delivery && (delivery as { seq?: unknown }).seq;
  return seq === undefined || seq === null ? null : Number(seq);
}

/**
 * Reads lists again where the feed cannot promise completeness: after the very first connection (the list may be
 * older than the subscription) and after a break during which a subscription had no position to resume from.
 * @returns stops following
 */
export function followCursor(live: LiveConnection, resync: () => void): () => void {
  return live.onConnected((first) => {
    if (first || [...cursorsOf(live)].some(({ seq }) => seq === null)) resync();
  });
}

/**
 * Hands a subscription to the socket. `after` is read at the moment the subscription is sent, so each reconnect
 * resumes behind the last delivery instead of where the page began.
 */
export function forwardLive(
  live: LiveConnection,
  request: { query?: string; operationName?: string; variables?: object },
  operation: Operation,
) {
  const asked = (operation.variables as { after?: number | null } | undefined)?.after;
  const cursor: Cursor = { seq: asked ?? null };
  const payload = {
    query: request.query ?? '',
    operationName: request.operationName,
    variables: {
      ...request.variables,
      get after() {
        return cursor.seq;
      },
    },
  };
  return { subscribe: (sink: Sink) => ({ unsubscribe: start(live, payload, cursor, sink) }) };
}

type Payload = Parameters<LiveConnection['socket']['subscribe']>[0];

function start(live: LiveConnection, payload: Payload, cursor: Cursor, sink: Sink): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop: () => void = () => undefined;
  cursorsOf(live).add(cursor);

  function open(): void {
    stop = live.socket.subscribe(payload, {
      next: (result) => {
        const seq = seqOf(result.data);
        if (seq !== null) cursor.seq = Math.max(seq, cursor.seq ?? 0);
        sink.next(result as never);
      },
      // Errors of the operation end it; whatever closed the socket for good is tried again, later.
      error: (error) => {
        if (Array.isArray(error)) sink.error(error as never);
        else timer = setTimeout(open, againAfterMs);
      },
      complete: () => sink.complete(),
    });
  }

  open();
  return () => {
    clearTimeout(timer);
    cursorsOf(live).delete(cursor);
    stop();
  };
}
