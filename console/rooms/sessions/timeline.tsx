import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ProblemBanner } from '../../ui/problem-banner';
import { Segmented } from '../../ui/segmented';
import { SkeletonRows } from '../../ui/skeleton';
import { blocksOf, entriesOf, leadOf, type Block, type PlacedEntry } from './timeline-blocks';
import { TimelineItem } from './timeline-item';
import { fromLatest, fromStart } from './timeline-window';
import { useGoTo } from './use-go-to';
import type { useTimeline } from './use-timeline';
import { FollowSwitch } from './follow-switch';

interface TimelineProps {
  timeline: ReturnType<typeof useTimeline>;
  place: string;
  /** Null where there is nothing to follow. */
  following: boolean | null;
  onFollow: (following: boolean) => void;
  /** What to say in place of an empty timeline. */
  empty: ReactNode;
}

/** What happened in a session, in order, from wherever the URL says to either end. */
export function Timeline({ timeline, place, following, onFollow, empty }: TimelineProps) {
  const { window, entries, more, renew } = timeline;
  const [params] = useSearchParams();
  const target = params.get('entry');
  const go = useGoTo();
  return (
    <Card
      title="Timeline"
      flush
      aside={
        <>
          {following === null ? null : <FollowSwitch following={following} onFollow={onFollow} />}
          <Segmented
            label="Read from"
            value={place}
            onChange={go}
            options={[
              { value: fromStart, label: 'Start' },
              { value: fromLatest, label: 'Latest' },
            ]}
          />
        </>
      }
    >
      <div className="grid gap-2 p-2">
        <End show={window.hasOlder} busy={window.reading === 'older'} onMore={() => more('older')}>
          Show earlier
        </End>
        <Body entries={entries} reading={window.reading !== null} target={target} empty={empty} />
        {window.problem ? (
          <ProblemBanner
            problem={window.problem}
            actions={
              <Button size="small" onClick={renew}>
                Try again
              </Button>
            }
          />
        ) : null}
        <End show={window.hasNewer} busy={window.reading === 'newer'} onMore={() => more('newer')}>
          Show later
        </End>
      </div>
    </Card>
  );
}

interface BodyProps {
  entries: readonly PlacedEntry[];
  reading: boolean;
  target: string | null;
  empty: ReactNode;
}

function Body({ entries, reading, target, empty }: BodyProps) {
  const blocks = useMemo(() => blocksOf(entries), [entries]);
  if (entries.length === 0) return reading ? <SkeletonRows label="Reading the timeline" /> : empty;
  return (
    <ol aria-label="Timeline" className="grid gap-2">
      {blocks.map((block) => (
        <Item key={leadOf(block).entry.id} block={block} target={target} />
      ))}
    </ol>
  );
}

function Item({ block, target }: { block: Block; target: string | null }) {
  const isTarget = target !== null && entriesOf(block).some(({ entry }) => entry.id === target);
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isTarget) item.current?.scrollIntoView({ block: 'center' });
  }, [isTarget]);
  return (
    <li
      ref={item}
      aria-current={isTarget ? 'true' : undefined}
      className="min-w-0 rounded-md aria-[current=true]:outline-2 aria-[current=true]:outline-offset-1 aria-[current=true]:outline-(--brand-ink)"
    >
      <TimelineItem block={block} open={isTarget} />
    </li>
  );
}

interface EndProps {
  show: boolean;
  busy: boolean;
  onMore: () => void;
  children: ReactNode;
}

function End({ show, busy, onMore, children }: EndProps) {
  if (!show) return null;
  return (
    <div className="flex justify-center py-1">
      <Button size="small" look="ghost" busy={busy} onClick={onMore}>
        {children}
      </Button>
    </div>
  );
}
