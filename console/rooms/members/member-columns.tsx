import type { MemberLineFragment } from '../../graphql/generated/documents';
import { Badge } from '../../ui/badge';
import { StatusDot } from '../../ui/status-dot';
import type { Column } from '../../ui/table-columns';
import { Time } from '../../ui/time';
import { MemberActions } from './member-actions';
import type { MemberQuestion } from './member-dialogs';
import { roleLooks } from './roles';

type Row = MemberLineFragment;

/** Columns of the list. What can be done stays at the end of the row, for fingers too. */
export const memberColumns = (
  viewerId: string | null,
  ask: (question: MemberQuestion) => void,
): readonly Column<Row>[] => [
  { key: 'name', title: 'Member', cell: (row) => <NameCell row={row} you={row.id === viewerId} /> },
  {
    key: 'role',
    title: 'Role',
    width: '112px',
    cell: ({ role }) => <span title={roleLooks[role].meaning}>{roleLooks[role].word}</span>,
  },
  {
    key: 'state',
    title: 'State',
    width: '136px',
    priority: 2,
    cell: ({ suspendedAt }) => (
      <StatusDot tone={suspendedAt ? 'neutral' : 'green'}>{suspendedAt ? 'Suspended' : 'Active'}</StatusDot>
    ),
  },
  {
    key: 'seen',
    title: 'Last seen',
    width: '128px',
    priority: 2,
    cell: ({ lastSeenAt }) => <Time at={lastSeenAt} missing="never" />,
  },
  {
    key: 'joined',
    title: 'Joined',
    width: '128px',
    priority: 3,
    cell: ({ joinedAt }) => <Time at={joinedAt} />,
  },
  {
    key: 'actions',
    title: 'Actions',
    bare: true,
    width: '72px',
    align: 'right',
    cell: (row) => <MemberActions member={row} you={row.id === viewerId} ask={ask} />,
  },
];

function NameCell({ row: { user, suspendedAt }, you }: { row: Row; you: boolean }) {
  return (
    <span className="grid gap-0.5 py-0.5">
      <span className="flex min-w-0 items-center gap-2">
        <bdi className="truncate font-medium">{user.name}</bdi>
        {you ? <Badge tone="brand">You</Badge> : null}
        {suspendedAt ? (
          <span className="@2xl:hidden">
            <Badge icon="ban">Suspended</Badge>
          </span>
        ) : null}
      </span>
      <span className="truncate text-meta text-ink-2">{user.email}</span>
    </span>
  );
}
