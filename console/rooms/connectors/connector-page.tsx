import { useParams } from 'react-router';
import { ConnectorDetailDocument } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import type { Problem } from '../../graphql/problem';
import { useThrottled } from '../../graphql/use-pages';
import { useRead } from '../../graphql/use-read';
import { Card } from '../../ui/card';
import { DetailView } from '../../ui/detail-view';
import { PageHeader } from '../../ui/page-header';
import { ProblemBanner } from '../../ui/problem-banner';
import { StopBanner } from '../agents/stop-banner';
import { ConnectorActions } from './connector-actions';
import { ConnectorBadge } from './connector-badge';
import { ConnectorBanners } from './connector-banners';
import type { ConnectorDetail } from './connector-detail';
import { ConnectorFacts } from './connector-facts';
import { isUnsettled } from './connector-states';
import { GatewayModels } from './gateway-models';
import { GatewayPresence } from './gateway-presence';
import { GatewaySessions } from './gateway-sessions';
import { GatewayUsage } from './gateway-usage';
import { NoConnector } from './no-connector';
import { ScopesTable } from './scopes-table';
import { useConnectorNews } from './use-connector-news';

/** One gateway: how the link stands, what to do about it, and what the gateway showed. */
export function ConnectorPage() {
  const { id = '' } = useParams();
  const read = useRead(ConnectorDetailDocument, { id });
  const connector = read.data?.connector;
  const filling = !connector?.lastSyncAt || isUnsettled(connector.state);
  useConnectorNews(useThrottled(read.refresh), filling);
  return (
    <DetailView read={read} thing={connector} noun="connector" missing={<NoConnector />}>
      {(found) => <ConnectorView connector={found} problem={read.problem} />}
    </DetailView>
  );
}

function ConnectorView({ connector, problem }: { connector: ConnectorDetail; problem: Problem | null }) {
  return (
    <>
      <ConnectorHeader connector={connector} />
      <div className="grid gap-4 px-4 pb-8 wide:px-6">
        {problem ? <ProblemBanner problem={problem} /> : null}
        <StopBanner order={connector.killSwitch} />
        <ConnectorBanners connector={connector} />
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="grid min-w-0 gap-4">
            <Rights connector={connector} />
            <GatewaySessions connector={connector} />
            <GatewayModels models={connector.models} />
          </div>
          <div className="grid min-w-0 gap-4">
            <ConnectorFacts connector={connector} />
            <GatewayUsage usage={connector.usage ?? null} />
            <GatewayPresence presence={connector.presence} />
          </div>
        </div>
      </div>
    </>
  );
}

function ConnectorHeader({ connector }: { connector: ConnectorDetail }) {
  const to = useTo();
  return (
    <PageHeader
      title={connector.name}
      breadcrumbs={[{ to: to('/connectors'), label: 'Connectors' }]}
      badge={<ConnectorBadge state={connector.state} />}
      description={<span className="mono">{connector.url}</span>}
      actions={<ConnectorActions connector={connector} />}
    />
  );
}

function Rights({ connector: { scopes } }: { connector: ConnectorDetail }) {
  const missing = scopes.filter(({ granted }) => !granted).length;
  const words = missing === 0 ? 'All granted' : `${missing} of ${scopes.length} missing`;
  return (
    <Card title="Rights at the gateway" aside={scopes.length > 0 ? words : undefined} flush>
      {scopes.length > 0 ? (
        <ScopesTable scopes={scopes} />
      ) : (
        <p className="px-4 py-6 text-ink-2">
          Which rights the gateway grants is known once it has answered for the first time.
        </p>
      )}
    </Card>
  );
}
