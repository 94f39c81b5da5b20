import { useMemo, useState } from 'react';
import {
  InvitesDocument,
  type InviteLineFragment,
  type InvitesQuery,
} from '../../graphql/generated/documents';
import { useLock } from '../../graphql/organization-context';
import { useEvents } from '../../graphql/use-events';
import { usePages } from '../../graphql/use-pages';
import { ListView } from '../../ui/list-view';
import { LockedPage } from '../../ui/locked-page';
import { Segmented } from '../../ui/segmented';
import { Table } from '../../ui/table';
import { useFilters } from '../../ui/use-filters';
import { useNow } from '../../ui/use-now';
import { inviteColumns } from './invite-columns';
import { inviteState } from './invite-state';
import { MembersHeader } from './members-header';
import { NoInvites } from './no-invites';
import { RevokeInvite } from './revoke-invite';

const connectionOf = (data: InvitesQuery) => data.invites;
const views = [
  { value: 'pending', label: 'Pending' },
  { value: 'all', label: 'All' },
] as const;
const filter = [{ key: 'show', label: 'Show', kind: 'one' }] as const;

/** Links that were made: those that still work, or all of them. */
export function InvitesPage() {
  const lock = useLock()('members:manage');
  return (
    <>
      <MembersHeader title="Invites" />
      {lock ? <LockedPage reason={lock} /> : <Invites />}
    </>
  );
}

function Invites() {
  const filters = useFilters(filter);
  const show = filters.one('show') === 'all' ? 'all' : 'pending';
  const pages = usePages(InvitesDocument, { first: 100 }, connectionOf);
  useEvents(['member', 'invite'], pages.refreshSoon);
  const [asked, ask] = useState<InviteLineFragment | null>(null);
  const columns = useMemo(() => inviteColumns(ask), []);
  const now = useNow();
  const rows =
    show === 'all' ? pages.rows : pages.rows.filter((invite) => inviteState(invite, now) === 'pending');
  return (
    <>
      <div className="px-(--gutter) pb-3">
        <Segmented
          label="Which invites"
          value={show}
          options={views}
          onChange={(value) => filters.set('show', value === 'all' ? 'all' : null)}
        />
      </div>
      <ListView
        pages={{ ...pages, rows }}
        nouns={['invite', 'invites']}
        meaning="Links that were handed out keep working; only this list could not be read."
        empty={<NoInvites pendingOnly={show === 'pending' && pages.rows.length > 0} />}
      >
        {(shown) => (
          <Table
            label="Invites"
            rows={shown}
            rowId={({ id }) => id}
            rowName={({ email }) => email ?? 'Anybody with the link'}
            columns={columns}
          />
        )}
      </ListView>
      {asked ? <RevokeInvite invite={asked} close={() => ask(null)} /> : null}
    </>
  );
}
