import { useCallback, useState } from 'react';
import {
  ActivityFeedDocument,
  ActivityLiveDocument,
  type AuditFilter,
} from '../../graphql/generated/documents';
import { useLive } from '../../graphql/use-live';
import { usePages } from '../../graphql/use-pages';

const pageSize = 50;

/** The feed, live. While paused it stands still and counts what happens; after a gap it says so. */
export function useFeed(filter: AuditFilter) {
  const pages = usePages(
    ActivityFeedDocument,
    { filter, first: pageSize },
    ({ activityEvents }) => activityEvents,
  );
  const { refreshSoon } = pages;
  const [paused, setPaused] = useState(false);
  const [missed, setMissed] = useState(0);
  const [gap, setGap] = useState(false);
  const { problem } = useLive(ActivityLiveDocument, {
    onDelivery: () => (paused ? setMissed((count) => count + 1) : refreshSoon()),
    onGap: () => setGap(true),
  });

  const toggle = useCallback(() => {
    if (paused) refreshSoon();
    setMissed(0);
    setPaused(!paused);
  }, [paused, refreshSoon]);
  return { pages, problem, paused, missed, toggle, gap, forgetGap: () => setGap(false) };
}
