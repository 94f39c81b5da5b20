import { useMemo, useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import {
  CostSlicesDocument,
  type CostDimension,
  type SessionFilter,
  type CostSlicesQuery,
} from '../../graphql/generated/documents';
import { useLock } from '../../graphql/organization-context';
import { useRead } from '../../graphql/use-read';
import { ErrorState } from '../../ui/error-state';
import { FilterBar } from '../../ui/filter-bar';
import { LockedPage } from '../../ui/locked-page';
import { Segmented } from '../../ui/segmented';
import { SkeletonRows } from '../../ui/skeleton';
import { Table } from '../../ui/table';
import { NoSessions } from './no-sessions';
import { dimensions, dimensionWords } from './session-looks';
import { SessionTotals, useFigures } from './session-totals';
import { MoreFilters, NothingMatches } from './sessions-page';
import { SessionsHeader } from './sessions-header';
import { sliceColumns, type Slice } from './slice-columns';
import { useSliceLinks } from './use-slice-links';
import { useSessionFilters } from './use-session-filters';

const dimensionIn = (params: URLSearchParams): CostDimension =>
  dimensions.find((one) => one.toLowerCase() === params.get('by')) ?? 'DAY';

/** What sessions cost, split by day, model, runtime, host or repository. */
export function CostPage() {
  const [params] = useSearchParams();
  const [filtering, setFiltering] = useState(false);
  const { definitions, filters, filter } = useSessionFilters(filtering);
  const locked = useLock()('cost:read');
  const by = dimensionIn(params);
  const figures = useFigures(filter);
  if (locked) {
    return (
      <>
        <SessionsHeader cost />
        <LockedPage reason={locked} />
      </>
    );
  }
  return (
    <>
      <SessionsHeader cost />
      <div className="pt-4">
        <SessionTotals figures={figures.data?.sessionTotals} />
        <FilterBar
          definitions={definitions}
          filters={filters}
          aside={<MoreFilters open={filtering} set={setFiltering} />}
        />
        <div className="overflow-x-auto px-(--gutter) pb-3">
          <Segmented
            label="Split by"
            value={by}
            onChange={(next) => filters.set('by', next === 'DAY' ? null : next.toLowerCase())}
            options={dimensions.map((value) => ({ value, label: dimensionWords[value] }))}
          />
        </div>
      </div>
      <Breakdown
        by={by}
        filter={filter}
        empty={filters.active ? <NothingMatches clear={filters.clear} /> : <NoSessions />}
      />
    </>
  );
}

interface BreakdownProps {
  by: CostDimension;
  filter: SessionFilter;
  empty: ReactNode;
}

function Breakdown({ by, filter, empty }: BreakdownProps) {
  const { data, loading, problem, refresh } = useRead(CostSlicesDocument, { dimension: by, filter });
  const rows = useMemo(() => slicesOf(data, by), [data, by]);
  const linkOf = useSliceLinks(by);
  if (problem) return <ErrorState problem={problem} onRetry={refresh} />;
  if (loading) return <SkeletonRows label="Adding up costs" />;
  if (rows.length === 0) return empty;
  return (
    <>
      <Table
        label={`Cost by ${dimensionWords[by]?.toLowerCase() ?? 'kind'}`}
        rows={rows}
        rowId={({ id }) => id}
        rowName={({ label }) => label}
        rowTo={linkOf}
        columns={sliceColumns(by, rows)}
      />
      <p className="max-w-160 px-(--gutter) py-4 text-meta text-ink-2 text-pretty">
        Counted from the model calls that runtimes wrote down, each once, at the prices this server knows.
        Models without a known price are left out of the dollars and said so. Days are UTC.
      </p>
    </>
  );
}

/** Days go newest first, as in every list; the rest comes with the most expensive first. */
function slicesOf(data: CostSlicesQuery | undefined, by: CostDimension): Slice[] {
  const slices = data?.costBreakdown.map((slice) => ({ ...slice, id: slice.key ?? '' })) ?? [];
  return by === 'DAY' ? slices.reverse() : slices;
}
