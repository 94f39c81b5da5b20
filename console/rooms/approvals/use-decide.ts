import { useCallback, useEffect, useRef, useState } from 'react';
import { useAccount } from '../../graphql/account-context';
import {
  DecideApprovalDocument,
  type ApprovalWholeFragment,
  type DecideApprovalMutation,
  type Decision,
} from '../../graphql/generated/documents';
import { problem, type Problem } from '../../graphql/problem';
import { useVerb } from '../../graphql/use-verb';
import { toast } from '../../ui/toast-store';
import { standing } from './approval-words';
import { showDecision } from './decisions-in-flight';

/** What became of a decision that did not simply hold. */
export type Notice =
  /** Nothing was decided; the screen was rolled back. */
  | { kind: 'taken-back'; problem: Problem }
  /** Somebody or something else was first. */
  | { kind: 'overtaken'; words: string }
  /** The action is another one than was read. */
  | { kind: 'changed' };

type Answer = DecideApprovalMutation['decideApproval'];

function noticeOf(answer: Answer, viewerId: string | undefined): Notice | null {
  switch (answer.__typename) {
    case 'Approval':
      return null;
    case 'ApprovalAlreadyDecided':
      return { kind: 'overtaken', words: standing(answer.approval, viewerId) };
    case 'ApprovalDigestMismatch':
      return { kind: 'changed' };
    case 'ApprovalDecisionForbidden':
      return { kind: 'taken-back', problem: problem('You may not take this decision', answer.reason) };
    case 'ApprovalNotFound':
      return {
        kind: 'taken-back',
        problem: problem(
          'This request is gone',
          'Its gateway was removed, or it belongs to another organisation.',
        ),
      };
  }
}

/** In words, for where the request is no longer on screen. */
function sayElsewhere(notice: Notice): void {
  if (notice.kind === 'taken-back') {
    const known = notice.problem.code !== 'NETWORK';
    toast({
      tone: 'red',
      title: known ? `Not decided: ${notice.problem.title}` : 'No answer to your decision',
      detail: known ? 'The request still waits.' : 'Open the request to see how it stands.',
      lastsMs: 0,
    });
  } else if (notice.kind === 'overtaken')
    toast({ tone: 'amber', title: 'Somebody was first', detail: notice.words });
  else
    toast({ tone: 'amber', title: 'Not decided: the request changed', detail: 'Read it again.', lastsMs: 0 });
}

interface Decide {
  decide: (decision: Decision, reason: string) => Promise<void>;
  notice: Notice | null;
  dismiss: () => void;
}

/** Decides one request: at once on the screen, taken back visibly if the server does not confirm. */
export function useDecide({ id, digest }: Pick<ApprovalWholeFragment, 'id' | 'digest'>): Decide {
  const { run } = useVerb(DecideApprovalDocument);
  const viewerId = useAccount().viewer?.user?.id;
  const [notice, setNotice] = useState<Notice | null>(null);
  const onScreen = useRef(true);
  useEffect(() => {
    onScreen.current = true;
    return () => {
      onScreen.current = false;
    };
  }, []);

  const decide = useCallback(
    async (decision: Decision, typed: string) => {
      const reason = typed.trim() || null;
      setNotice(null);
      const takeBack = showDecision(id, { decision, reason });
      const { data, problem: failure } = await run({ input: { id, digest, decision, reason } });
      takeBack();
      const found: Notice | null = failure
        ? { kind: 'taken-back', problem: failure }
        : noticeOf(data.decideApproval, viewerId);
      if (onScreen.current) setNotice(found);
      else if (found) sayElsewhere(found);
    },
    [id, digest, run, viewerId],
  );
  return { decide, notice, dismiss: useCallback(() => setNotice(null), []) };
}
