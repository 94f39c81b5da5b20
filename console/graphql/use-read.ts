import { useCallback, useEffect, useMemo } from 'react';
import { createRequest, useQuery } from 'urql';
import { asRequest, type Document } from './document';
import { problemOf, type Problem } from './problem';
import { useSession } from './session-context';

export interface Read<Result> {
  /** From the cache at once, then from the server; undefined until either answers. Never of other variables. */
  data: Result | undefined;
  /** Nothing to show yet: draw a skeleton. */
  loading: boolean;
  problem: Problem | null;
  /** Reads again from the server, keeping what is shown. */
  refresh: () => void;
}

/**
 * Reads one document. What is shown follows the cache: mutations and live deliveries that carry the same things
 * change it without another request, and a gap in the live feed reads it again.
 * @param variables an object; equal contents count as the same
 */
export function useRead<Result, Variables>(
  document: Document<Result, Variables>,
  variables: Variables,
  { when = true }: { when?: boolean } = {},
): Read<Result> {
  const session = useSession();
  const request = createRequest(asRequest(document), variables as Variables & object);
  const key = request.key;
  // The request is made anew on each render; its key stands for its contents.
  const stable = useMemo(() => request, [key]);
  const [result, execute] = useQuery({ query: stable.query, variables: stable.variables, pause: !when });
  const refresh = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  useEffect(() => (when ? session.onResync(refresh) : undefined), [session, refresh, when]);

  const current = result.operation?.key === key;
  const data = current ? result.data : undefined;
  const problem = current && !result.fetching ? problemOf(result.error) : null;
  return { data, loading: when && !data && !problem, problem, refresh };
}
