import type { StopOrderFragment } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { ProblemBanner } from '../../ui/problem-banner';
import { SkeletonRows } from '../../ui/skeleton';
import { Table } from '../../ui/table';
import type { Column } from '../../ui/table-columns';
import { AgentsHeader } from './agents-header';
import { LiftButton } from './lift-button';
import { pastStopColumns, stopColumns } from './stop-columns';
import { isHolding } from './stop-looks';
import { useAllStopOrders } from './use-stop-orders';

/** Stop orders in force, and those of the past. */
export function StopsPage() {
  const { orders, problem, refresh } = useAllStopOrders();
  return (
    <>
      <AgentsHeader title="Stop orders" />
      {problem && orders ? (
        <div className="px-(--gutter) pt-3">
          <ProblemBanner problem={problem} />
        </div>
      ) : null}
      {orders ? (
        <Orders orders={orders} />
      ) : problem ? (
        <ErrorState
          problem={problem}
          meaning="Orders in force go on holding; only this list could not be read."
          onRetry={refresh}
        />
      ) : (
        <SkeletonRows label="Loading stop orders" />
      )}
    </>
  );
}

function Orders({ orders }: { orders: readonly StopOrderFragment[] }) {
  if (orders.length === 0) {
    return (
      <EmptyState icon="stop" title="Nothing was ever stopped">
        A stop order ends running work and keeps new work from starting: of one agent from its row or page, of
        a gateway from its page, of all agents from here.
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-6 pt-4 pb-10">
      <Section
        title="In force"
        orders={orders.filter(({ state }) => isHolding(state))}
        columns={stopColumns}
        none="Nothing is stopped now."
      />
      <Section
        title="Past"
        orders={orders.filter(({ state }) => !isHolding(state))}
        columns={pastStopColumns}
        none="No order was lifted or ran out yet."
      />
    </div>
  );
}

interface SectionProps {
  title: string;
  orders: readonly StopOrderFragment[];
  columns: readonly Column<StopOrderFragment>[];
  none: string;
}

function Section({ title, orders, columns, none }: SectionProps) {
  const to = useTo();
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="px-(--gutter) pb-1 text-h2 font-semibold">{title}</h2>
      {orders.length === 0 ? (
        <p className="border-t border-line-soft px-(--gutter) py-4 text-ink-2">{none}</p>
      ) : (
        <Table
          label={`Stop orders, ${title.toLowerCase()}`}
          rows={orders}
          rowId={({ id }) => id}
          rowName={({ targetName }) => targetName}
          rowTo={({ id }) => to(`/agents/stops/${id}`)}
          columns={columns}
          actions={columns === stopColumns ? (order) => <LiftButton order={order} size="small" /> : undefined}
        />
      )}
    </section>
  );
}
