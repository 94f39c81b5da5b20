import { useMemo } from 'react';
import { ApprovalsDocument, type ApprovalRowFragment } from '../../graphql/generated/documents';
import { useCan } from '../../graphql/organization-context';
import { usePages } from '../../graphql/use-pages';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { EmptyState } from '../../ui/empty-state';
import { FilterBar } from '../../ui/filter-bar';
import { List } from '../../ui/list';
import { ListView } from '../../ui/list-view';
import { NewRowsPill } from '../../ui/new-rows-pill';
import { useSteadyRows } from '../../ui/use-steady-rows';
import { useSelection, type Selection } from '../../ui/use-selection';
import { ApprovalRow } from './approval-row';
import { BatchBar } from './batch-bar';
import { useApprovalFilters } from './use-approval-filters';
import { useApprovalsLive } from './use-approvals-live';
import { useApprovalsPlace } from './use-approvals-place';

const pageSize = 50;
const nouns = ['request', 'requests'] as const;

/**
 * What waits now, soonest denial first; live, but never moving under the pointer.
 * @param filtering shows the filters even while none is set
 */
export function WaitingList({ filtering }: { filtering: boolean }) {
  const { definitions, filters, filter } = useApprovalFilters('waiting');
  const pages = usePages(
    ApprovalsDocument,
    { filter, order: 'URGENCY', first: pageSize },
    ({ approvals }) => approvals,
  );
  const latest = useApprovalsLive(pages.refreshSoon);
  const steady = useSteadyRows(pages.rows, { of: JSON.stringify(filter) });
  const rows = useMemo(
    () => steady.rows.map((row) => (row.state === 'PENDING' ? (latest.get(row.id) ?? row) : row)),
    [steady.rows, latest],
  );
  const decidable = useMemo(() => rows.filter(canBeDecided), [rows]);
  const selection = useSelection(useMemo(() => decidable.map(({ id }) => id), [decidable]));

  return (
    <div ref={steady.frame} {...steady.frameProps} className="flex flex-1 flex-col">
      <div className="pt-3 empty:hidden">
        {filtering || filters.active ? <FilterBar definitions={definitions} filters={filters} /> : null}
      </div>
      <NewRowsPill tone="amber" count={steady.held} onShow={steady.release} />
      <ListView
        pages={{ ...pages, rows }}
        nouns={nouns}
        meaning="Nothing is allowed meanwhile: gateways deny what nobody answers."
        empty={filters.active ? <NothingMatches clear={filters.clear} /> : <NothingWaits />}
      >
        {() => <Queue rows={rows} selection={selection} />}
      </ListView>
      <BatchBar selection={selection} rows={decidable} />
    </div>
  );
}

const canBeDecided = ({ state, viewerCanDecide }: ApprovalRowFragment): boolean =>
  state === 'PENDING' && viewerCanDecide;

function Queue({ rows, selection }: { rows: readonly ApprovalRowFragment[]; selection: Selection }) {
  const { openId, pathOf, goTo } = useApprovalsPlace();
  const mayDecide = useCan()('approvals:decide');
  return (
    <List
      label="Waiting requests, soonest denial first"
      rows={rows}
      rowId={({ id }) => id}
      rowTo={({ id }) => pathOf(id)}
      openId={openId}
      // On narrow screens an open request covers the list.
      onMove={openId !== undefined && matchMedia('(width >= 900px)').matches ? goTo : undefined}
      selection={mayDecide ? selection : undefined}
      lead={mayDecide ? (row) => <Tick row={row} selection={selection} /> : undefined}
    >
      {(row) => <ApprovalRow approval={row} />}
    </List>
  );
}

function Tick({ row, selection }: { row: ApprovalRowFragment; selection: Selection }) {
  return (
    <Checkbox
      bare
      label={`Select request of ${row.agent?.name ?? 'unknown agent'}`}
      checked={selection.ids.has(row.id)}
      disabled={!canBeDecided(row)}
      onChange={() => selection.toggle(row.id)}
    />
  );
}

const NothingWaits = () => (
  <EmptyState icon="inbox" title="No approvals waiting">
    When an agent asks for something that a rule or its gateway holds back, it appears here at once.
  </EmptyState>
);

const NothingMatches = ({ clear }: { clear: () => void }) => (
  <EmptyState
    icon="search"
    title="No waiting request matches"
    actions={<Button onClick={clear}>Clear filters</Button>}
  >
    Others may wait: the counter above counts all of them.
  </EmptyState>
);
