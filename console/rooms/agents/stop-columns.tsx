import type { StopOrderFragment } from '../../graphql/generated/documents';
import type { Column } from '../../ui/table-columns';
import { Time } from '../../ui/time';
import { StopBadge } from './stop-badge';
import { progressWords } from './stop-looks';
import { scopeWords } from './stop-target';

type Row = StopOrderFragment;

const target: Column<Row> = {
  key: 'target',
  title: 'Stop of',
  cell: ({ scope, targetName }) => (
    <span className="grid gap-0.5 py-1">
      <bdi className="truncate">{targetName}</bdi>
      <span className="font-normal text-meta text-ink-2 first-letter:uppercase">{scopeWords[scope]}</span>
    </span>
  ),
};

const state: Column<Row> = {
  key: 'state',
  title: 'State',
  width: '30%',
  cell: ({ state, reports }) => (
    <span className="grid justify-items-start gap-0.5 py-1">
      <StopBadge state={state} />
      <span className="figures max-w-full truncate text-meta text-ink-2">
        {progressWords(state, reports)}
      </span>
    </span>
  ),
};

const reason: Column<Row> = {
  key: 'reason',
  title: 'Reason',
  width: '24%',
  priority: 3,
  cell: ({ reason }) => (reason ? <bdi>{reason}</bdi> : <span className="text-ink-3">none given</span>),
};

const ordered: Column<Row> = {
  key: 'ordered',
  title: 'Ordered',
  width: '150px',
  priority: 2,
  cell: ({ engagedAt, engagedBy }) => <Deed at={engagedAt} by={engagedBy} />,
};

const ended: Column<Row> = {
  key: 'ended',
  title: 'Lifted',
  width: '150px',
  priority: 2,
  cell: ({ liftedAt, liftedBy }) => <Deed at={liftedAt} by={liftedBy} />,
};

export const stopColumns: readonly Column<Row>[] = [target, state, reason, ordered];
export const pastStopColumns: readonly Column<Row>[] = [...stopColumns, ended];

function Deed({ at, by }: { at: string | null; by: { name: string } | null }) {
  return (
    <span className="grid gap-0.5 py-1">
      <Time at={at} />
      {by ? <span className="truncate text-meta text-ink-2">{by.name}</span> : null}
    </span>
  );
}
