import { useCallback, useEffect, useRef, useState } from 'react';
import { MovePolicyDocument, type PolicyFieldsFragment } from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { toast } from '../../ui/toast-store';

interface PolicyOrder {
  /** Moves one place up (-1) or down (1). */
  move: (policy: PolicyFieldsFragment, by: 1 | -1) => void;
  /** Where the last one went, for screen readers. */
  said: string;
  busy: boolean;
}

/**
 * Moves rules. Focus follows what was moved, because its row is another element afterwards.
 * @param refocus puts the focus back on the row with this id, onto its up or down button if that was used
 */
export function usePolicyOrder(
  policies: readonly PolicyFieldsFragment[],
  refocus: (id: string, by: 1 | -1) => void,
): PolicyOrder {
  const { run, busy } = useVerb(MovePolicyDocument);
  const [said, setSaid] = useState('');
  const moved = useRef<{ id: string; by: 1 | -1 } | null>(null);
  const order = policies.map(({ id }) => id).join(' ');
  useEffect(() => {
    if (moved.current) refocus(moved.current.id, moved.current.by);
    moved.current = null;
  }, [order, refocus]);

  const move = useCallback(
    (policy: PolicyFieldsFragment, by: 1 | -1) => {
      const position = policy.position + by;
      if (busy || position < 1 || position > policies.length) return;
      moved.current = { id: policy.id, by };
      void run({ id: policy.id, position }).then(({ problem }) => {
        if (problem) toast({ tone: 'red', title: `Not moved: ${problem.title}`, detail: problem.advice });
        else setSaid(`${policy.name} is now ${position} of ${policies.length}`);
      });
    },
    [busy, policies.length, run],
  );
  return { move, said, busy };
}
