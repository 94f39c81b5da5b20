import { useParams } from 'react-router';
import type { StopOrderFragment } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import type { Problem } from '../../graphql/problem';
import { DetailView } from '../../ui/detail-view';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/link-button';
import { PageHeader } from '../../ui/page-header';
import { ProblemBanner } from '../../ui/problem-banner';
import { LiftButton } from './lift-button';
import { OrderAgainButton } from './order-again-button';
import { StopBadge } from './stop-badge';
import { StopFacts } from './stop-facts';
import { StopGateways } from './stop-gateways';
import { StopStanding } from './stop-standing';
import { scopeWords } from './stop-target';
import { useAllStopOrders } from './use-stop-orders';

/** One stop order: how far it is, gateway by gateway, as it goes. */
export function StopPage() {
  const { id } = useParams();
  const read = useAllStopOrders();
  const order = read.orders?.find((one) => one.id === id);
  return (
    <DetailView read={read} thing={order} noun="stop order" missing={<NoOrder />}>
      {(found) => <OrderView order={found} problem={read.problem} />}
    </DetailView>
  );
}

function OrderView({ order, problem }: { order: StopOrderFragment; problem: Problem | null }) {
  const to = useTo();
  return (
    <>
      <PageHeader
        title={`Stop of ${order.targetName}`}
        breadcrumbs={[
          { to: to('/agents'), label: 'Agents' },
          { to: to('/agents/stops'), label: 'Stop orders' },
        ]}
        badge={<StopBadge state={order.state} />}
        description={<span className="block first-letter:uppercase">{scopeWords[order.scope]}</span>}
        actions={
          <>
            <OrderAgainButton order={order} />
            <LiftButton order={order} />
          </>
        }
      />
      <div className="grid gap-4 px-4 pb-8 wide:px-6">
        {problem ? <ProblemBanner problem={problem} /> : null}
        <StopStanding order={order} />
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
          <StopGateways order={order} />
          <StopFacts order={order} />
        </div>
      </div>
    </>
  );
}

function NoOrder() {
  const to = useTo();
  return (
    <EmptyState
      heading="h1"
      icon="stop"
      title="There is no such stop order"
      actions={<LinkButton to={to('/agents/stops')}>All stop orders</LinkButton>}
    >
      The link is wrong, or the order is older than the list goes. The audit log keeps every one.
    </EmptyState>
  );
}
