import type { SessionLineFragment } from '../../graphql/generated/documents';
import { Badge } from '../../ui/badge';
import { SeenText } from '../../ui/seen-text';
import type { Column } from '../../ui/table-columns';
import { Time } from '../../ui/time';
import { runtimeNames } from '../hosts/host-looks';
import { CostFigure } from './cost-figure';
import { tokenWords } from './cost-words';
import { relationWords, nameOf, sourceOf } from './session-looks';
import { SessionStatus } from './session-status';

type Row = SessionLineFragment;

/** Columns of the list. Where it is narrow the status stands under the title. */
export const sessionColumns: readonly Column<Row>[] = [
  { key: 'title', title: 'Session', cell: (session) => <TitleCell session={session} /> },
  {
    key: 'runtime',
    title: 'Runtime and place',
    width: '15%',
    priority: 3,
    cell: (session) => (
      <span className="grid py-1">
        <span className="truncate">{runtimeNames[session.runtime]}</span>
        <span className="truncate text-meta text-ink-2">
          <SeenText text={sourceOf(session)} />
        </span>
      </span>
    ),
  },
  {
    key: 'repository',
    title: 'Repository and branch',
    width: '15%',
    priority: 3,
    cell: ({ repository, branch, cwd }) => (
      <span className="grid py-1">
        <span className="truncate" title={cwd ?? undefined}>
          <SeenText text={repository ?? cwd ?? '—'} />
        </span>
        <span className="mono truncate text-ink-2">
          <SeenText text={branch ?? ''} />
        </span>
      </span>
    ),
  },
  {
    key: 'model',
    title: 'Model',
    width: '12%',
    priority: 3,
    cell: ({ model }) => (
      <span className="mono" title={model ?? undefined}>
        <SeenText text={model ?? '—'} />
      </span>
    ),
  },
  {
    key: 'status',
    title: 'Status',
    width: '144px',
    priority: 2,
    cell: ({ status }) => <SessionStatus status={status} />,
  },
  {
    key: 'active',
    title: 'Last active',
    width: '104px',
    priority: 2,
    cell: ({ lastActivityAt }) => <Time at={lastActivityAt} missing="never" />,
  },
  {
    key: 'tokens',
    title: 'Tokens',
    width: '80px',
    align: 'right',
    priority: 3,
    cell: ({ usage: { total } }) => <span title={total.toLocaleString('en')}>{tokenWords(total)}</span>,
  },
  {
    key: 'cost',
    title: 'Cost',
    width: '128px',
    align: 'right',
    cell: ({ cost }) => <CostFigure cost={cost} />,
  },
];

function TitleCell({ session }: { session: Row }) {
  const { title, relation, status, runtime } = session;
  return (
    <span className="grid gap-0.5 py-1">
      <span className="flex min-w-0 items-center gap-2">
        <span className={`truncate ${title ? '' : 'mono font-normal text-ink-2'}`}>
          <SeenText text={nameOf(session)} />
        </span>
        {relation === 'MAIN' ? null : <Badge>{relationWords[relation]}</Badge>}
      </span>
      <span className="truncate text-meta font-normal text-ink-2 @4xl:hidden">
        {runtimeNames[runtime]} on <SeenText text={sourceOf(session)} />
      </span>
      <span className="font-normal @2xl:hidden">
        <SessionStatus status={status} />
      </span>
    </span>
  );
}
