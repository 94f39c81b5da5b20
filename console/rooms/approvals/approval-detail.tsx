import { useEffect, useState } from 'react';
import { useAccount } from '../../graphql/account-context';
import type { ApprovalWholeFragment } from '../../graphql/generated/documents';
import { usePageTitle } from '../../ui/use-page-title';
import { ApprovalHeader, headlineOf } from './approval-header';
import { ContextSections } from './context-sections';
import { CourseSection } from './course-section';
import { DecisionBar } from './decision-bar';
import { DecisionNotice } from './decision-notice';
import { useInFlight, withDecision } from './decisions-in-flight';
import { EvidenceSection } from './evidence-section';
import { SimilarSection } from './similar-section';
import { useDecide } from './use-decide';
import { WhatSection } from './what-section';

/** Longer actions are folded in the middle and must be unfolded before they can be allowed. */
const foldAfter = 4_000;

interface ApprovalDetailProps {
  approval: ApprovalWholeFragment;
  refresh: () => void;
}

/** One request, whole: what will run comes first, the decision is always in reach. */
export function ApprovalDetail({ approval, refresh }: ApprovalDetailProps) {
  const viewer = useAccount().viewer?.user ?? null;
  const shown = withDecision(approval, useInFlight(approval.id), viewer);
  const { decide, notice, dismiss } = useDecide(approval);
  const reading = useReading(approval, refresh);
  usePageTitle([headlineOf(approval), 'Approvals']);

  return (
    <article className="flex min-h-full flex-col" aria-label={headlineOf(approval)}>
      <ApprovalHeader approval={shown} />
      <div className="grid flex-1 content-start gap-6 px-4 pt-1 pb-8 wide:px-6">
        <DecisionNotice
          notice={notice}
          changed={reading.changed}
          onRead={() => (reading.accept(), dismiss())}
          onDismiss={dismiss}
        />
        <WhatSection approval={approval} foldAfter={foldAfter} onUnfold={reading.unfold} />
        {shown.state === 'PENDING' ? null : <CourseSection approval={shown} />}
        <ContextSections approval={approval} />
        <SimilarSection approval={approval} />
        <EvidenceSection approval={approval} />
      </div>
      <DecisionBar approval={shown} unread={reading.unread} onDecide={decide} />
    </article>
  );
}

/** What the viewer has read: the digest that was on screen, and whether all of it was. */
function useReading({ digest, action, state }: ApprovalWholeFragment, refresh: () => void) {
  const [readDigest, setReadDigest] = useState(digest);
  const [unfolded, setUnfolded] = useState(false);
  const changed = state === 'PENDING' && digest !== readDigest;
  useEffect(() => {
    if (changed) refresh();
  }, [changed, refresh]);
  const folded = action.length > foldAfter && !unfolded;
  return {
    changed,
    unread: changed
      ? 'It changed: read it again first.'
      : folded
        ? 'Part of it is folded: show all before you allow it.'
        : null,
    unfold: () => setUnfolded(true),
    accept: () => setReadDigest(digest),
  };
}
