import { useState } from 'react';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { FilterBar } from '../../ui/filter-bar';
import { ListView } from '../../ui/list-view';
import { NewRowsPill } from '../../ui/new-rows-pill';
import { Table } from '../../ui/table';
import { auditColumns } from './audit-columns';
import { AuditListHeader } from './audit-list-header';
import { placeOf } from './event-words';
import { useFilterDefinitions } from './use-audit-filters';
import type { AuditLogRead } from './use-audit-log';
import type { useAuditPlace } from './use-audit-place';

interface AuditListProps {
  log: AuditLogRead;
  place: ReturnType<typeof useAuditPlace>;
}

/** The log, newest first. It stands still while somebody reads; what is new waits above. */
export function AuditList({ log, place }: AuditListProps) {
  const { filters, pages, steady } = log;
  const definitions = useFilterDefinitions(filters, pages.rows);
  const [filtering, setFiltering] = useState(innerWidth >= 900);
  return (
    <>
      <AuditListHeader
        log={log}
        definitions={definitions}
        filtering={filtering}
        onFiltering={setFiltering}
        place={place}
      />
      {filtering || filters.active ? <FilterBar definitions={definitions} filters={filters} /> : null}
      <div ref={steady.frame} {...steady.frameProps}>
        <NewRowsPill count={steady.held} onShow={steady.release} />
        <ListView
          pages={pages}
          nouns={['event', 'events']}
          meaning="Events keep being recorded."
          empty={filters.active ? <NothingMatches clear={filters.clear} /> : <NothingYet />}
        >
          {(rows) => (
            <Table
              label="Events, newest first"
              rows={rows}
              rowId={({ id }) => id}
              rowName={placeOf}
              rowTo={({ id }) => place.pathOf(id)}
              openId={place.openId}
              onMove={place.openId === undefined ? undefined : place.goTo}
              columns={auditColumns}
            />
          )}
        </ListView>
      </div>
    </>
  );
}

const NothingMatches = ({ clear }: { clear: () => void }) => (
  <EmptyState icon="search" title="No event matches" actions={<Button onClick={clear}>Clear filters</Button>}>
    Change or clear the filters.
  </EmptyState>
);

const NothingYet = () => (
  <EmptyState icon="scroll" title="The log is empty">
    Every change, every decision and every refusal is written here, and nothing is ever taken out.
  </EmptyState>
);
