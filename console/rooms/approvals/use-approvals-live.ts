import { useCallback, useState } from 'react';
import { ApprovalsLiveDocument, type ApprovalCourseFragment } from '../../graphql/generated/documents';
import { useLive } from '../../graphql/use-live';

const kept = 200;
const movesNothing = new Set(['approval.delivered', 'approval.executed']);

/**
 * Follows all approvals. What changed is in the cache already; lists are told when their members may be others.
 * @returns the last known facts of requests that changed, also of those that left their list
 */
export function useApprovalsLive(onMembersChanged: () => void): ReadonlyMap<string, ApprovalCourseFragment> {
  const [latest, setLatest] = useState<ReadonlyMap<string, ApprovalCourseFragment>>(new Map());
  const note = useCallback((approval: ApprovalCourseFragment) => {
    setLatest((before) => {
      const after = new Map(before);
      after.delete(approval.id);
      after.set(approval.id, approval);
      for (const id of after.keys()) if (after.size > kept) after.delete(id);
      return after;
    });
  }, []);
  useLive(ApprovalsLiveDocument, {
    onDelivery: ({ type, approval }) => {
      if (approval.state !== 'PENDING') note(approval);
      if (!movesNothing.has(type)) onMembersChanged();
    },
  });
  return latest;
}
