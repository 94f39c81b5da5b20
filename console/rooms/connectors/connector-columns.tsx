import type { ConnectorLineFragment } from '../../graphql/generated/documents';
import { Badge } from '../../ui/badge';
import { Counter } from '../../ui/counter';
import type { Column } from '../../ui/table-columns';
import { Time } from '../../ui/time';
import { ConnectorBadge } from './connector-badge';
import { NextAttempt } from './next-attempt';

type Row = ConnectorLineFragment;

/** Columns of the list; name and address, state and reason stand under one another. */
export const connectorColumns: readonly Column<Row>[] = [
  {
    key: 'name',
    title: 'Gateway',
    cell: ({ name, url }) => (
      <span className="grid gap-0.5 py-1">
        <span className="truncate">
          <bdi>{name}</bdi>
        </span>
        <span className="mono truncate font-normal text-ink-2">{url}</span>
      </span>
    ),
  },
  { key: 'state', title: 'State', width: '38%', cell: (row) => <StateCell row={row} /> },
  {
    key: 'version',
    title: 'Version',
    width: '120px',
    priority: 3,
    cell: ({ serverVersion, protocol }) => (
      <span className="grid gap-0.5">
        <span className="figures truncate">{serverVersion ?? '—'}</span>
        <span className="text-meta text-ink-2">{protocol ? `Protocol ${protocol}` : ''}</span>
      </span>
    ),
  },
  {
    key: 'agents',
    title: 'Agents',
    width: '76px',
    align: 'right',
    priority: 2,
    cell: ({ agentCount }) => agentCount,
  },
  {
    key: 'pending',
    title: 'Waiting',
    width: '80px',
    align: 'right',
    priority: 2,
    cell: ({ pendingApprovalCount: count }) =>
      count > 0 ? <Counter count={count} of="approvals waiting" /> : 0,
  },
  {
    key: 'synced',
    title: 'Last sync',
    width: '120px',
    priority: 3,
    cell: ({ lastSyncAt }) => <Time at={lastSyncAt} missing="never" />,
  },
];

function StateCell({ row: { state, stateReason, nextAttemptAt, readOnly, killSwitch } }: { row: Row }) {
  return (
    <span className="grid gap-0.5 py-1">
      <span className="flex flex-wrap items-center gap-1">
        <ConnectorBadge state={state} />
        {readOnly ? (
          <Badge tone="blue" icon="eye">
            Read-only
          </Badge>
        ) : null}
        {killSwitch ? (
          <Badge tone="red" icon="stop">
            {killSwitch.state === 'CONFIRMED_STOPPED' ? 'Stopped' : 'Stop ordered'}
          </Badge>
        ) : null}
      </span>
      {stateReason ? (
        <span className="truncate text-meta text-ink-2" title={stateReason}>
          {stateReason}
        </span>
      ) : null}
      {nextAttemptAt && state !== 'CONNECTED' ? (
        <span className="text-meta text-ink-2">
          <NextAttempt at={nextAttemptAt} />
        </span>
      ) : null}
    </span>
  );
}
