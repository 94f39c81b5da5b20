import { useMemo, useState } from 'react';
import { useAccount } from '../../graphql/account-context';
import { EmptyState } from '../../ui/empty-state';
import { Button } from '../../ui/button';
import { ColumnChoice } from '../../ui/column-choice';
import { FilterBar } from '../../ui/filter-bar';
import { ListView } from '../../ui/list-view';
import { Table } from '../../ui/table';
import { memberColumns } from './member-columns';
import { MemberDialogs, type MemberQuestion } from './member-dialogs';
import { MembersHeader } from './members-header';
import { memberFilters, useMembers } from './use-members';

/** Everybody who belongs to the organisation. */
export function MembersPage() {
  const { filters, pages } = useMembers();
  const { viewer } = useAccount();
  const [question, ask] = useState<MemberQuestion | null>(null);
  const viewerId = viewer?.user?.id ?? null;
  const columns = useMemo(() => memberColumns(viewerId, ask), [viewerId]);
  return (
    <>
      <MembersHeader title="Members" />
      <FilterBar
        definitions={memberFilters}
        filters={filters}
        aside={<ColumnChoice columns={columns.slice(0, -1)} />}
      />
      <ListView
        pages={pages}
        nouns={['member', 'members']}
        meaning="Roles and rights stay as they are; only this list could not be read."
        empty={
          <EmptyState
            icon="users"
            title="Nobody matches"
            actions={<Button onClick={filters.clear}>Show all members</Button>}
          >
            No member has this name, address, role or state.
          </EmptyState>
        }
      >
        {(rows) => (
          <Table
            label="Members"
            rows={rows}
            rowId={({ id }) => id}
            rowName={({ user }) => user.name}
            columns={columns}
          />
        )}
      </ListView>
      {question ? <MemberDialogs question={question} close={() => ask(null)} /> : null}
    </>
  );
}
