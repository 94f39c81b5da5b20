import { useMemo } from 'react';
import { ApprovalsDocument } from '../../graphql/generated/documents';
import { usePages } from '../../graphql/use-pages';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { FilterBar } from '../../ui/filter-bar';
import { List } from '../../ui/list';
import { ListView } from '../../ui/list-view';
import { NewRowsPill } from '../../ui/new-rows-pill';
import { useSteadyRows } from '../../ui/use-steady-rows';
import { ApprovalRow } from './approval-row';
import { useApprovalFilters } from './use-approval-filters';
import { useApprovalsLive } from './use-approvals-live';
import { useApprovalsPlace } from './use-approvals-place';

const pageSize = 50;
const nouns = ['request', 'requests'] as const;

/**
 * What was decided, expired or withdrawn, newest first.
 * @param filtering shows the filters even while none is set
 */
export function HistoryList({ filtering }: { filtering: boolean }) {
  const { definitions, filters, filter } = useApprovalFilters('history');
  const pages = usePages(
    ApprovalsDocument,
    { filter, order: 'NEWEST', first: pageSize },
    ({ approvals }) => approvals,
  );
  useApprovalsLive(pages.refreshSoon);
  const steady = useSteadyRows(pages.rows, { of: JSON.stringify(filter) });
  const { openId, pathOf, goTo } = useApprovalsPlace();
  const held = useMemo(() => ({ ...pages, rows: steady.rows }), [pages, steady.rows]);

  return (
    <div ref={steady.frame} {...steady.frameProps}>
      <div className="pt-3 empty:hidden">
        {filtering || filters.active ? <FilterBar definitions={definitions} filters={filters} /> : null}
      </div>
      <NewRowsPill count={steady.held} onShow={steady.release} />
      <ListView
        pages={held}
        nouns={nouns}
        meaning="Decisions keep being recorded."
        empty={filters.active ? <NothingMatches clear={filters.clear} /> : <NothingDecided />}
      >
        {(rows) => (
          <List
            label="Decided requests, newest first"
            rows={rows}
            rowId={({ id }) => id}
            rowTo={({ id }) => pathOf(id)}
            openId={openId}
            onMove={openId !== undefined && matchMedia('(width >= 900px)').matches ? goTo : undefined}
          >
            {(row) => <ApprovalRow approval={row} />}
          </List>
        )}
      </ListView>
    </div>
  );
}

const NothingMatches = ({ clear }: { clear: () => void }) => (
  <EmptyState
    icon="search"
    title="No decision matches"
    actions={<Button onClick={clear}>Clear filters</Button>}
  >
    Change or clear the filters.
  </EmptyState>
);

const NothingDecided = () => (
  <EmptyState icon="inbox" title="Nothing was decided yet">
    Every decision stays here: who allowed or denied what, and what came of it.
  </EmptyState>
);
