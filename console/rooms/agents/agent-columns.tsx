import { Link } from 'react-router';
import type { AgentLineFragment } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { Badge } from '../../ui/badge';
import { Counter } from '../../ui/counter';
import { StatusDot } from '../../ui/status-dot';
import type { Column } from '../../ui/table-columns';
import { Time } from '../../ui/time';
import { healthLooks } from './agent-looks';
import { AgentName } from './agent-name';
import { RuntimeBadge } from './runtime-badge';

type Row = AgentLineFragment;

/** Columns of the list. Where it is narrow the state stands under the name. */
export const agentColumns: readonly Column<Row>[] = [
  { key: 'name', title: 'Agent', cell: (agent) => <NameCell agent={agent} /> },
  { key: 'health', title: 'Health', width: '20%', cell: (agent) => <HealthCell agent={agent} /> },
  {
    key: 'state',
    title: 'State',
    width: '124px',
    priority: 2,
    cell: (agent) =>
      agent.runtimeState === 'ONLINE' ? (
        <span className="text-ink-2">On</span>
      ) : (
        <RuntimeBadge agent={agent} />
      ),
  },
  {
    key: 'model',
    title: 'Model',
    width: '13%',
    priority: 3,
    cell: ({ model }) => <bdi className="mono">{model ?? '—'}</bdi>,
  },
  {
    key: 'gateway',
    title: 'Gateway',
    width: '13%',
    priority: 3,
    optional: true,
    cell: ({ connector }) => <GatewayLink connector={connector} />,
  },
  {
    key: 'running',
    title: 'Running',
    width: '76px',
    align: 'right',
    priority: 3,
    cell: ({ runningSessionCount }) => runningSessionCount,
  },
  {
    key: 'pending',
    title: 'Waiting',
    width: '76px',
    align: 'right',
    priority: 2,
    cell: (agent) => <WaitingLink agent={agent} />,
  },
  {
    key: 'active',
    title: 'Last active',
    width: '104px',
    priority: 3,
    cell: ({ lastActivityAt }) => <Time at={lastActivityAt} missing="never" />,
  },
];

function NameCell({ agent }: { agent: Row }) {
  return (
    <span className="grid gap-0.5 py-1">
      <span className="flex min-w-0 items-center gap-2">
        <AgentName agent={agent} />
        {agent.isDefault ? <Badge>Default</Badge> : null}
      </span>
      <span className="truncate font-normal text-ink-2">
        <bdi className="mono">{agent.externalId}</bdi>
        {' on '}
        <bdi>{agent.connector.name}</bdi>
      </span>
      {agent.runtimeState === 'ONLINE' ? null : (
        <span className="font-normal @2xl:hidden">
          <RuntimeBadge agent={agent} />
        </span>
      )}
    </span>
  );
}

function HealthCell({ agent: { health, healthReason } }: { agent: Row }) {
  const { word, tone } = healthLooks[health];
  return (
    <span className="grid gap-0.5 py-1">
      <StatusDot tone={tone}>{word}</StatusDot>
      {healthReason ? (
        <bdi className="truncate pl-4 text-meta text-ink-2" title={healthReason}>
          {healthReason}
        </bdi>
      ) : null}
    </span>
  );
}

function GatewayLink({ connector: { id, name } }: Pick<Row, 'connector'>) {
  const to = useTo();
  return (
    <Link to={to(`/connectors/${id}`)} className="hit hover:underline">
      <bdi>{name}</bdi>
    </Link>
  );
}

function WaitingLink({ agent: { id, pendingApprovalCount: count } }: { agent: Row }) {
  const to = useTo();
  if (count === 0) return 0;
  return (
    <Link to={`${to('/approvals')}?agent=${id}`} className="hit">
      <Counter count={count} of="approvals waiting" />
    </Link>
  );
}
