import type { InviteLineFragment } from '../../graphql/generated/documents';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import type { Column } from '../../ui/table-columns';
import { Time } from '../../ui/time';
import { useNow } from '../../ui/use-now';
import { inviteLooks, inviteState } from './invite-state';
import { roleLooks } from './roles';

type Row = InviteLineFragment;

/** Columns of the list of invites. */
export const inviteColumns = (onRevoke: (invite: Row) => void): readonly Column<Row>[] => [
  {
    key: 'for',
    title: 'For',
    cell: ({ email }) =>
      email ? (
        <span className="font-medium">{email}</span>
      ) : (
        <span className="text-ink-2">Anybody with the link</span>
      ),
  },
  { key: 'role', title: 'Role', width: '104px', cell: ({ role }) => roleLooks[role].word },
  { key: 'state', title: 'State', width: '120px', priority: 2, cell: (row) => <StateCell row={row} /> },
  {
    key: 'ends',
    title: 'Link ends',
    width: '120px',
    priority: 2,
    cell: ({ expiresAt, usedAt, revokedAt }) => (usedAt || revokedAt ? '—' : <Time at={expiresAt} />),
  },
  {
    key: 'by',
    title: 'Made by',
    width: '160px',
    priority: 3,
    cell: ({ createdBy }) => (createdBy ? <bdi>{createdBy.name}</bdi> : '—'),
  },
  {
    key: 'made',
    title: 'Made',
    width: '120px',
    priority: 3,
    cell: ({ createdAt }) => <Time at={createdAt} />,
  },
  {
    key: 'actions',
    title: 'Actions',
    bare: true,
    width: '112px',
    align: 'right',
    cell: (row) => <RevokeCell row={row} onRevoke={onRevoke} />,
  },
];

function StateCell({ row }: { row: Row }) {
  const { word, tone, icon } = inviteLooks[inviteState(row, useNow())];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}

/** Only what still works can be revoked; of the rest, how it ended. */
function RevokeCell({ row, onRevoke }: { row: Row; onRevoke: (invite: Row) => void }) {
  const state = inviteState(row, useNow());
  if (state !== 'pending') return <span className="text-ink-2 @2xl:hidden">{inviteLooks[state].word}</span>;
  return (
    <Button size="small" look="ghost" tone="red" onClick={() => onRevoke(row)}>
      Revoke
      <span className="sr-only">the invite for {row.email ?? 'anybody with the link'}</span>
    </Button>
  );
}
