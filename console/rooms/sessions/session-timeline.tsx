import { useEffect, useRef, useState } from 'react';
import { SessionLiveDocument } from '../../graphql/generated/documents';
import { useLive } from '../../graphql/use-live';
import { useThrottled } from '../../graphql/use-pages';
import { Button } from '../../ui/button';
import { IsErased } from './is-erased';
import type { SessionDetail } from './session-detail';
import { Timeline } from './timeline';
import { fromLatest } from './timeline-window';
import { useGoTo } from './use-go-to';
import { useTimeline } from './use-timeline';

interface SessionTimelineProps {
  session: SessionDetail;
  place: string;
  /** Reads the session again: a change may have added a sub-agent. */
  refresh: () => void;
}

const refreshEveryMs = 5_000;

/** The timeline, following its session: new entries appear at once, or wait until asked for. */
export function SessionTimeline({ session, place, refresh }: SessionTimelineProps) {
  const timeline = useTimeline(session.id, place);
  const { following, waiting, follow, show } = useFollowing({ session, place, timeline, refresh });
  const end = useRef<HTMLDivElement>(null);
  const { length } = timeline.entries;
  useEffect(() => {
    if (following && length > 0) end.current?.scrollIntoView({ block: 'end' });
  }, [following, length]);
  return (
    <div className="order-2 min-w-0 xl:order-none">
      <IsErased value={session.erasedAt !== null}>
        <Timeline
          timeline={timeline}
          place={place}
          following={session.status === 'ENDED' ? null : following}
          onFollow={follow}
          empty={<Nothing session={session} />}
        />
      </IsErased>
      <div role="status" className="flex justify-center">
        {waiting ? (
          <Button size="small" icon="arrow-down" className="mt-2" onClick={show}>
            New entries
          </Button>
        ) : null}
      </div>
      <div ref={end} className="scroll-mb-6" />
    </div>
  );
}

interface Followed extends SessionTimelineProps {
  timeline: ReturnType<typeof useTimeline>;
}

/** Follows at first where reading begins at the end of something that goes on. */
function useFollowing({ session, place, timeline, refresh }: Followed) {
  const go = useGoTo();
  const [following, setFollowing] = useState(place === fromLatest && session.status !== 'ENDED');
  const [waiting, setWaiting] = useState(false);
  const { catchUp } = timeline;
  const refreshSoon = useThrottled(refresh, refreshEveryMs);
  useLive(SessionLiveDocument, {
    variables: { id: session.id },
    onDelivery: () => {
      refreshSoon();
      if (following) catchUp();
      else setWaiting(true);
    },
    onGap: catchUp,
  });

  const { window, more } = timeline;
  const behind = following && window.hasNewer && window.reading === null && window.problem === null;
  useEffect(() => {
    if (behind) more('newer');
  }, [behind, more]);

  const show = () => {
    setWaiting(false);
    catchUp();
  };
  const follow = (on: boolean) => {
    setFollowing(on);
    if (!on) return;
    if (place === fromLatest) return show();
    go(fromLatest);
  };
  return { following, waiting: waiting && !window.hasNewer, follow, show };
}

const Nothing = ({ session: { entryCount } }: { session: SessionDetail }) => (
  <p className="px-3 py-6 text-ink-2">
    {entryCount === 0
      ? 'Nothing was read of it yet.'
      : 'Nothing is its own: what a fork copied is with the session it was copied from.'}
  </p>
);
