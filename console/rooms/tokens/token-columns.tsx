import type { ServiceTokenLineFragment } from '../../graphql/generated/documents';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import type { Column } from '../../ui/table-columns';
import { Time } from '../../ui/time';
import { useNow } from '../../ui/use-now';
import { scopeWords } from './scope-words';
import { tokenLooks, tokenState, works } from './token-state';

type Row = ServiceTokenLineFragment;

/** Columns of the list. Revoking stays at the end of the row, for fingers too. */
export const tokenColumns = (lock: string | null, onRevoke: (token: Row) => void): readonly Column<Row>[] => [
  { key: 'name', title: 'Token', width: '26%', cell: (row) => <NameCell row={row} /> },
  { key: 'scopes', title: 'May', priority: 2, cell: ({ scopes }) => <ScopesCell scopes={scopes} /> },
  { key: 'state', title: 'State', width: '112px', cell: (row) => <StateCell row={row} /> },
  {
    key: 'ends',
    title: 'Ends',
    width: '104px',
    priority: 2,
    cell: ({ expiresAt, revokedAt }) => (revokedAt ? '—' : <Time at={expiresAt} />),
  },
  {
    key: 'used',
    title: 'Last used',
    width: '112px',
    priority: 2,
    cell: ({ lastUsedAt }) => <Time at={lastUsedAt} missing="never" />,
  },
  {
    key: 'by',
    title: 'Created by',
    width: '136px',
    priority: 3,
    cell: ({ createdBy }) => (createdBy ? <bdi title={createdBy.name}>{createdBy.name}</bdi> : '—'),
  },
  {
    key: 'created',
    title: 'Created',
    width: '112px',
    optional: true,
    cell: ({ createdAt }) => <Time at={createdAt} />,
  },
  {
    key: 'actions',
    title: 'Actions',
    bare: true,
    width: '104px',
    align: 'right',
    cell: (row) => <RevokeCell row={row} lock={lock} onRevoke={onRevoke} />,
  },
];

function NameCell({ row: { name, prefix } }: { row: Row }) {
  return (
    <span className="grid gap-0.5 py-0.5">
      <bdi className="truncate font-medium">{name}</bdi>
      <span className="mono truncate text-ink-2">{prefix}…</span>
    </span>
  );
}

function ScopesCell({ scopes }: { scopes: readonly string[] }) {
  const words = scopes.map((scope) => scopeWords(scope).word).join(', ');
  return (
    <span className="block whitespace-normal text-pretty">
      <span className="line-clamp-2" title={words}>
        {words}
      </span>
    </span>
  );
}

function StateCell({ row }: { row: Row }) {
  const { word, tone, icon } = tokenLooks[tokenState(row, useNow())];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}

interface RevokeCellProps {
  row: Row;
  lock: string | null;
  onRevoke: (token: Row) => void;
}

function RevokeCell({ row, lock, onRevoke }: RevokeCellProps) {
  const state = tokenState(row, useNow());
  if (!works(state)) return null;
  return (
    <Button size="small" look="ghost" tone="red" locked={lock} onClick={() => onRevoke(row)}>
      Revoke <span className="sr-only">{row.name}</span>
    </Button>
  );
}
