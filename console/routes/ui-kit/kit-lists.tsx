import { Card } from '../../ui/card';
import { ColumnChoice } from '../../ui/column-choice';
import { EmptyState } from '../../ui/empty-state';
import { FilterBar } from '../../ui/filter-bar';
import { IconButton } from '../../ui/icon-button';
import { ListView } from '../../ui/list-view';
import { SelectionBar } from '../../ui/selection-bar';
import { Button } from '../../ui/button';
import { StatusDot } from '../../ui/status-dot';
import { Table } from '../../ui/table';
import type { Column } from '../../ui/table-columns';
import { Time } from '../../ui/time';
import { useFilters, type FilterDefinition } from '../../ui/use-filters';
import { useSelection } from '../../ui/use-selection';

interface Row {
  id: string;
  name: string;
  state: string;
  seen: string;
  sessions: number;
}

const rows: readonly Row[] = Array.from({ length: 8 }, (_, index) => ({
  id: `agent-${index}`,
  name: ['main', 'ops', 'research', 'release', 'support', 'night-watch', 'billing', 'docs'][index] ?? '',
  state: index % 4 === 3 ? 'Attention' : 'Healthy',
  seen: new Date(Date.UTC(2026, 10, 22, 10, index * 7)).toISOString(),
  sessions: index * 3,
}));
const definitions: readonly FilterDefinition[] = [
  { key: 'text', label: 'Search agents', kind: 'text' },
  {
    key: 'state',
    label: 'State',
    kind: 'many',
    options: [
      { value: 'healthy', label: 'Healthy' },
      { value: 'attention', label: 'Attention' },
    ],
  },
  { key: 'from', label: 'Since', kind: 'date' },
];
const columns: readonly Column<Row>[] = [
  { key: 'name', title: 'Agent', cell: ({ name }) => name },
  {
    key: 'state',
    title: 'State',
    width: '140px',
    cell: ({ state }) => <StatusDot tone={state === 'Healthy' ? 'green' : 'amber'}>{state}</StatusDot>,
  },
  { key: 'seen', title: 'Last seen', width: '140px', priority: 2, cell: ({ seen }) => <Time at={seen} /> },
  {
    key: 'sessions',
    title: 'Sessions',
    width: '100px',
    align: 'right',
    priority: 3,
    cell: ({ sessions }) => sessions,
  },
];
const nothing = () => undefined;

export function KitLists() {
  const filters = useFilters(definitions);
  const wanted = filters.one('text') ?? '';
  const shown = rows.filter(({ name }) => name.includes(wanted));
  const selection = useSelection(shown.map(({ id }) => id));
  const pages = {
    rows: shown,
    total: 214,
    hasMore: true,
    loading: false,
    loadingMore: false,
    problem: null,
    loadMore: nothing,
    refresh: nothing,
  };
  return (
    <Card title="List" flush>
      <div className="pt-3">
        <FilterBar definitions={definitions} filters={filters} aside={<ColumnChoice columns={columns} />} />
        <ListView pages={pages} nouns={['agent', 'agents']} empty={<NoMatch clear={filters.clear} />}>
          {(found) => (
            <Table
              label="Agents"
              rows={found}
              rowId={({ id }) => id}
              rowName={({ name }) => name}
              rowTo={({ id }) => `/ui-kit?open=${id}`}
              columns={columns}
              selection={selection}
              actions={() => <IconButton icon="power" label="Disable" size="small" />}
            />
          )}
        </ListView>
        <SelectionBar selection={selection} nouns={['agent', 'agents']}>
          <Button size="small">Disable</Button>
        </SelectionBar>
      </div>
    </Card>
  );
}

function NoMatch({ clear }: { clear: () => void }) {
  return (
    <EmptyState
      icon="search"
      title="No agent matches"
      actions={<Button onClick={clear}>Clear filters</Button>}
    >
      Change or clear the filters.
    </EmptyState>
  );
}
