import { Link } from 'react-router';
import type { DashboardQuery } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { Badge } from '../../ui/badge';
import { Card } from '../../ui/card';
import { Counter } from '../../ui/counter';
import { StatusDot } from '../../ui/status-dot';
import { Time } from '../../ui/time';
import { stateLooks } from '../connectors/connector-states';

type Connector = DashboardQuery['connectors']['edges'][number]['node'];

const shown = 6;
const trouble = ({ state }: Connector): number => (state === 'CONNECTED' ? 2 : state === 'DISABLED' ? 1 : 0);

/** How the gateways fare, those in trouble first. */
export function ConnectorHealth({ connectors }: { connectors: readonly Connector[] }) {
  const to = useTo();
  const ordered = connectors.toSorted((one, other) => trouble(one) - trouble(other));
  return (
    <Card
      flush
      title="Gateways"
      aside={
        <Link to={to('/connectors')} className="hit rounded-sm hover:text-ink hover:underline">
          {connectors.length > shown ? `All ${connectors.length}` : 'Open'}
        </Link>
      }
    >
      <ul>
        {ordered.slice(0, shown).map((connector) => (
          <Line key={connector.id} connector={connector} />
        ))}
      </ul>
    </Card>
  );
}

function Line({ connector }: { connector: Connector }) {
  const to = useTo();
  const { id, name, state, stateReason, stateSince, readOnly, agentCount, pendingApprovalCount } = connector;
  const { word, tone, meaning } = stateLooks[state];
  return (
    <li className="border-b border-line-soft last:border-0">
      <Link
        to={to(`/connectors/${id}`)}
        className="grid gap-0.5 px-4 py-2.5 -outline-offset-2 hover:bg-hover"
      >
        <span className="flex items-center justify-between gap-3">
          <span className="flex min-w-0 items-center gap-2">
            <bdi className="truncate font-medium text-ink">{name}</bdi>
            {readOnly ? <Badge tone="blue">Read-only</Badge> : null}
            <Counter count={pendingApprovalCount} of="approvals waiting" />
          </span>
          <StatusDot tone={tone}>{word}</StatusDot>
        </span>
        <span className="flex items-baseline justify-between gap-3 text-meta text-ink-2">
          <span className="min-w-0 wrap-anywhere">
            {state === 'CONNECTED'
              ? `${agentCount} ${agentCount === 1 ? 'agent' : 'agents'}`
              : (stateReason ?? meaning)}
          </span>
          <span className="shrink-0">
            since <Time at={stateSince} shown="short" />
          </span>
        </span>
      </Link>
    </li>
  );
}
