import { useState } from 'react';
import { useSearchParams } from 'react-router';
import {
  SessionsDocument,
  SessionsPulseDocument,
  type SessionFilter,
  type SessionOrder,
  type SessionsQuery,
} from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { useLive } from '../../graphql/use-live';
import { usePages, useThrottled } from '../../graphql/use-pages';
import { Button } from '../../ui/button';
import { ColumnChoice } from '../../ui/column-choice';
import { EmptyState } from '../../ui/empty-state';
import { FilterBar } from '../../ui/filter-bar';
import { IconButton } from '../../ui/icon-button';
import { ListView } from '../../ui/list-view';
import { Segmented } from '../../ui/segmented';
import { Table } from '../../ui/table';
import { NoSessions } from './no-sessions';
import { sessionColumns } from './session-columns';
import { orderOf } from './session-filter';
import { nameOf } from './session-looks';
import { SessionTotals, useFigures } from './session-totals';
import { SessionsHeader } from './sessions-header';
import { useSessionFilters } from './use-session-filters';

const connectionOf = (data: SessionsQuery) => data.sessions;
// Agents that work change their sessions many times a second.
const refreshEveryMs = 3_000;

/** Sessions of every runtime on every machine, the newest or the dearest first. */
export function SessionsPage() {
  const to = useTo();
  const [params] = useSearchParams();
  const [filtering, setFiltering] = useState(false);
  const { definitions, filters, filter } = useSessionFilters(filtering);
  const order = orderOf(params);
  const { pages, figures } = useSessions(filter, order);
  const none = pages.rows.length === 0 && !filters.active && !pages.loading;
  return (
    <>
      <SessionsHeader />
      {none ? null : (
        <div className="pt-4">
          <SessionTotals figures={figures.data?.sessionTotals} />
          <FilterBar
            definitions={definitions}
            filters={filters}
            aside={
              <>
                <Order order={order} set={filters.set} />
                <MoreFilters open={filtering} set={setFiltering} />
                <ColumnChoice columns={sessionColumns} />
              </>
            }
          />
        </div>
      )}
      <ListView
        pages={pages}
        nouns={['session', 'sessions']}
        meaning="Sessions go on and are read; only this list could not be shown."
        empty={filters.active ? <NothingMatches clear={filters.clear} /> : <NoSessions />}
      >
        {(rows) => (
          <Table
            label="Sessions"
            rows={rows}
            rowId={({ id }) => id}
            rowName={nameOf}
            rowTo={({ id }) => to(`/sessions/${id}`)}
            columns={sessionColumns}
          />
        )}
      </ListView>
    </>
  );
}

/** The list and its totals, live. */
function useSessions(filter: SessionFilter, order: SessionOrder) {
  const pages = usePages(SessionsDocument, { filter, order, first: 50 }, connectionOf);
  const figures = useFigures(filter);
  const refresh = useThrottled(() => (pages.refresh(), figures.refresh()), refreshEveryMs);
  useLive(SessionsPulseDocument, { onDelivery: refresh });
  return { pages, figures };
}

interface OrderProps {
  order: SessionOrder;
  set: (key: string, value: string | null) => void;
}

const Order = ({ order, set }: OrderProps) => (
  <Segmented
    label="Order"
    value={order}
    onChange={(next) => set('order', next === 'RECENT' ? null : next.toLowerCase())}
    options={[
      { value: 'RECENT', label: 'Recent' },
      { value: 'COST', label: 'Most expensive' },
    ]}
  />
);

/** Shows the filters that are rarely used. */
export const MoreFilters = ({ open, set }: { open: boolean; set: (open: boolean) => void }) => (
  <IconButton
    icon="filter"
    size="small"
    label={open ? 'Fewer filters' : 'More filters'}
    aria-expanded={open}
    onClick={() => set(!open)}
  />
);

/** No session is like that. */
export const NothingMatches = ({ clear }: { clear: () => void }) => (
  <EmptyState
    icon="search"
    title="No session matches"
    actions={<Button onClick={clear}>Clear filters</Button>}
  >
    Change or clear the filters.
  </EmptyState>
);
