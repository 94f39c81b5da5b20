import { Fragment, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { Problem as ProblemOf } from '../../graphql/problem';
import { Button } from '../../ui/button';
import { Switch } from '../../ui/checkbox';
import { ProblemBanner } from '../../ui/problem-banner';
import { Segmented } from '../../ui/segmented';
import { SkeletonRows } from '../../ui/skeleton';
import { dayWords, localDate } from '../activity/group-by-day';
import { blocksOf, entriesOf, leadOf, type Block, type PlacedEntry } from './timeline-blocks';
import { TimelineItem } from './timeline-item';
import { fromLatest, fromStart } from './timeline-window';
import { useGoTo } from './use-go-to';
import type { useTimeline } from './use-timeline';

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
    <section
      aria-labelledby="timeline"
      className="narrow-gutter min-w-0 rounded-md border border-line bg-canvas"
    >
      {/* Stays in reach: who follows is at the other end of the page. */}
      <header className="sticky top-0 z-1 flex min-h-10 flex-wrap items-center justify-between gap-x-3 gap-y-1 rounded-t-md border-b border-line-soft bg-canvas px-4 py-1.5">
        <h2 id="timeline" className="font-semibold text-ink">
          Timeline
        </h2>
        <span className="flex items-center gap-3 text-meta">
          {following === null ? null : <Switch label="Follow" checked={following} onChange={onFollow} />}
          <Segmented label="Read from" value={place} onChange={go} options={ends} />
        </span>
      </header>
      <div className="grid gap-2 p-2">
        <End show={window.hasOlder} busy={window.reading === 'older'} onMore={() => more('older')}>
          Show earlier
        </End>
        <Body entries={entries} reading={window.reading !== null} target={target} empty={empty} />
        {window.problem ? <Problem problem={window.problem} onRetry={renew} /> : null}
        <End show={window.hasNewer} busy={window.reading === 'newer'} onMore={() => more('newer')}>
          Show later
        </End>
      </div>
    </section>
  );
}

const ends = [
  { value: fromStart, label: 'Start' },
  { value: fromLatest, label: 'Latest' },
];

function Problem({ problem, onRetry }: { problem: ProblemOf; onRetry: () => void }) {
  return (
    <ProblemBanner
      problem={problem}
      actions={
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      }
    />
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
      {blocks.map((block, index) => (
        <Fragment key={leadOf(block).entry.id}>
          <Day block={block} before={blocks[index - 1]} />
          <Item block={block} target={target} />
        </Fragment>
      ))}
    </ol>
  );
}

/** The day, before its first block. */
function Day({ block, before }: { block: Block; before: Block | undefined }) {
  const { at } = leadOf(block).entry;
  const date = at && localDate(new Date(at));
  const earlier = before && leadOf(before).entry.at;
  if (!date || (earlier && localDate(new Date(earlier)) === date)) return null;
  return (
    <li className="px-3 pt-2 text-meta font-medium text-ink-2">
      <time dateTime={date}>{dayWords(new Date(at), new Date())}</time>
    </li>
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
