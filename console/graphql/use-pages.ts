import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useClient } from 'urql';
import type { Document } from './document';
import { PageChain, type Connection, type PagesState } from './page-chain';
import { useSession } from './session-context';

export interface Pages<Row> extends PagesState<Row> {
  loadMore: () => void;
  /** Reads all loaded pages again. */
  refresh: () => void;
  /** The same, at most four times a second: for live deliveries, which come in bursts. */
  refreshSoon: () => void;
}

const soonMs = 250;

/**
 * Reads a Relay connection page by page. `connection` picks it from the result.
 * @param variables without `after`; equal contents count as the same, other contents start over
 */
export function usePages<Result, Variables, Row>(
  document: Document<Result, Variables>,
  variables: Omit<Variables, 'after'>,
  connection: (result: Result) => Connection<Row>,
): Pages<Row> {
  const client = useClient();
  const session = useSession();
  const contents = JSON.stringify(variables);
  const chain = useMemo(
    () =>
      new PageChain({
        client,
        document,
        variables: JSON.parse(contents) as Omit<Variables, 'after'>,
        connection,
      }),
    // `connection` is a pure picker; a new function each render must not start over.
    [client, document, contents],
  );
  const state = useSyncExternalStore(chain.subscribe, chain.snapshot);
  const refreshSoon = useThrottled(chain.refresh);
  useEffect(() => session.onResync(refreshSoon), [session, refreshSoon]);
  return { ...state, loadMore: chain.loadMore, refresh: chain.refresh, refreshSoon };
}

/** Runs at once, then at most once per `everyMs` (250); the last call is never lost. */
export function useThrottled(run: () => unknown, everyMs = soonMs): () => void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  const throttled = useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let again = false;
    const fire = () => {
      void latest.current();
      timer = setTimeout(() => {
        timer = undefined;
        if (again) fire();
        again = false;
      }, everyMs);
    };
    return { call: () => (timer ? (again = true) : fire()), stop: () => clearTimeout(timer) };
  }, [everyMs]);
  useEffect(() => throttled.stop, [throttled]);
  return throttled.call;
}
