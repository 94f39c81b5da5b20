import { useMemo } from 'react';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { FilterBar } from '../../ui/filter-bar';
import { ListView } from '../../ui/list-view';
import { NewRowsPill } from '../../ui/new-rows-pill';
import { PageHeader } from '../../ui/page-header';
import { ProblemBanner } from '../../ui/problem-banner';
import { useSteadyRows } from '../../ui/use-steady-rows';
import { ActivityDays } from './activity-days';
import { PauseButton } from './pause-button';
import { useActivityFilters } from './use-activity-filters';
import { useFeed } from './use-feed';

/** Everything that happens, as it happens, newest first. */
export function ActivityPage() {
  const { definitions, filters, filter } = useActivityFilters();
  const feed = useFeed(filter);
  const steady = useSteadyRows(feed.pages.rows, { pointer: false, of: JSON.stringify(filter) });
  const pages = useMemo(() => ({ ...feed.pages, rows: steady.rows }), [feed.pages, steady.rows]);
  return (
    <>
      <PageHeader
        title="Activity"
        description="Everything people, agents and gateways do, as it happens."
        actions={<PauseButton paused={feed.paused} missed={feed.missed} onToggle={feed.toggle} />}
      />
      <FilterBar definitions={definitions} filters={filters} />
      <div className="grid gap-3 px-(--gutter) pb-3 empty:hidden">
        {feed.problem ? <ProblemBanner problem={feed.problem} /> : null}
        {feed.gap ? <GapBanner onDismiss={feed.forgetGap} /> : null}
      </div>
      <div ref={steady.frame} {...steady.frameProps}>
        <NewRowsPill count={steady.held} onShow={steady.release} />
        <ListView
          pages={pages}
          nouns={['event', 'events']}
          meaning="Events keep being recorded."
          empty={filters.active ? <NothingMatches clear={filters.clear} /> : <NothingHappened />}
        >
          {(rows) => <ActivityDays events={rows} />}
        </ListView>
      </div>
    </>
  );
}

const GapBanner = ({ onDismiss }: { onDismiss: () => void }) => (
  <Banner
    tone="blue"
    role="status"
    title="The live feed was interrupted for too long to be continued"
    actions={
      <Button size="small" look="ghost" onClick={onDismiss}>
        Dismiss
      </Button>
    }
  >
    The list was read again from the log, so nothing is missing from it.
  </Banner>
);

const NothingMatches = ({ clear }: { clear: () => void }) => (
  <EmptyState icon="search" title="No event matches" actions={<Button onClick={clear}>Clear filters</Button>}>
    Change or clear the filters.
  </EmptyState>
);

const NothingHappened = () => (
  <EmptyState icon="activity" title="Nothing has happened yet">
    Everything people, agents and gateways do shows up here as it happens.
  </EmptyState>
);
