import { Link } from 'react-router';
import type { StopOrderFragment } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { Card } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { StatusDot } from '../../ui/status-dot';
import { Time } from '../../ui/time';
import { byUrgency, isMoving, stopLooks } from './stop-looks';

type Report = StopOrderFragment['reports'][number];

/** What was done at each gateway and seen there, those in doubt first. */
export function StopGateways({ order: { reports } }: { order: StopOrderFragment }) {
  return (
    <Card title="Gateways" aside={<span className="figures">{reports.length}</span>} flush>
      {reports.length === 0 ? (
        <p className="px-4 py-6 text-ink-2">
          There was no gateway when this was ordered. One added later is stopped too.
        </p>
      ) : (
        <ul aria-label="Gateways">
          {byUrgency(reports).map((report) => (
            <GatewayReport key={report.connectorId} report={report} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function GatewayReport({ report: { connectorId, connectorName, state, steps, at } }: { report: Report }) {
  const to = useTo();
  const { tone, ofGateway } = stopLooks[state];
  return (
    <li className="grid gap-2 border-b border-line-soft px-4 py-3 last:border-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Link to={to(`/connectors/${connectorId}`)} className="hit min-w-0 font-medium hover:underline">
          <bdi className="wrap-anywhere">{connectorName}</bdi>
        </Link>
        <span className="flex items-center gap-3">
          <StatusDot tone={tone} pulsing={isMoving(state)}>
            {ofGateway}
          </StatusDot>
          <span className="text-meta text-ink-2">
            <Time at={at} missing="" />
          </span>
        </span>
      </div>
      <Steps steps={steps} state={state} />
    </li>
  );
}

/** Some words are the gateway's own: shown as text, apart from one another. */
function Steps({ steps, state }: Pick<Report, 'steps' | 'state'>) {
  return (
    <ol aria-label="Steps" className="grid gap-1">
      {steps.map((step, index) => {
        const waits = index === steps.length - 1 && isMoving(state);
        return (
          <li key={index} className="flex gap-2 text-ink-2">
            <Icon name={waits ? 'hourglass' : 'arrow-right'} size={12} className="mt-1 text-ink-3" />
            <bdi className="min-w-0 wrap-anywhere">{step}</bdi>
          </li>
        );
      })}
    </ol>
  );
}
