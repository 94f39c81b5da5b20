import { useEffect, useRef, useState } from 'react';
import { asRequest, type Document } from './document';
import { seqOf } from './live-cursor';
import { problemOf, type Problem } from './problem';
import { useSession } from './session-context';

type RootField<Result> = NonNullable<Result[Exclude<keyof Result, '__typename'>]>;

/** What a subscription delivers when nothing was missed. */
export type Delivery<Result> = Exclude<RootField<Result>, { __typename: 'GapNotice' }>;

interface LiveOptions<Result, Variables> {
  /** Of the subscription, without `after`; equal contents count as the same. */
  variables?: Omit<Variables, 'after'>;
  /** Called once per position, in order. Changed things are in the cache already. */
  onDelivery?: (delivery: Delivery<Result>) => void;
  /** Called when deliveries were missed that cannot be replayed; lists are being read again already. */
  onGap?: () => void;
  /** Position to continue behind, for example that of the newest row on screen; read once. */
  after?: number | null;
  /** False pauses. */
  when?: boolean;
}

/**
 * Follows a subscription while the component is mounted. Reconnects resume behind the last position; repeated
 * positions are dropped; after a gap every list on screen is read again.
 */
export function useLive<Result, Variables>(
  document: Document<Result, Variables>,
  options: LiveOptions<Result, Variables> = {},
): { problem: Problem | null } {
  const session = useSession();
  const [problem, setProblem] = useState<Problem | null>(null);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const when = options.when ?? true;
  const variables = JSON.stringify(options.variables ?? {});

  useEffect(() => {
    if (!when || !session.live) return;
    const after = latest.current.after ?? null;
    let seen = after ?? 0;
    const source = session.client.subscription(asRequest(document), {
      ...(JSON.parse(variables) as object),
      after,
    } as unknown as Variables & object);
    const { unsubscribe } = source.subscribe(({ data, error }) => {
      setProblem(problemOf(error));
      const seq = seqOf(data);
      if (!data || seq === null || seq <= seen) return;
      seen = seq;
      const delivery = rootField(data);
      if (delivery.__typename !== 'GapNotice')
        return latest.current.onDelivery?.(delivery as Delivery<Result>);
      session.resync();
      latest.current.onGap?.();
    });
    return unsubscribe;
  }, [session, document, variables, when]);
  return { problem };
}

function rootField(data: object): { __typename?: string } {
  const found = Object.values(data).find((value) => typeof value === 'object' && value !== null);
  return (found ?? {}) as { __typename?: string };
}
