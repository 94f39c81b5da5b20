import { useSearchParams } from 'react-router';
import type { ReactNode } from 'react';
import { useStopOrders } from '../../frame/stop-orders';
import { useLock, useOrganization, useTo } from '../../graphql/organization-context';
import { Button } from '../../ui/button';
import { PageHeader } from '../../ui/page-header';
import { Tabs } from '../../ui/tabs';
import { StopDialog } from './stop-dialog';

/** Title, tabs and the kill switch of the whole organisation; `?stop=organization` asks for it at once. */
export function AgentsHeader({ title, actions }: { title: string; actions?: ReactNode }) {
  const to = useTo();
  const { id, name } = useOrganization();
  const locked = useLock()('agents:kill');
  const orders = useStopOrders();
  const [params, setParams] = useSearchParams();
  const asking = params.get('stop') === 'organization' && !locked;
  const ask = (is: boolean) =>
    setParams(
      (before) => {
        if (is) before.set('stop', 'organization');
        else before.delete('stop');
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  return (
    <>
      <PageHeader
        title={title}
        actions={
          <>
            {actions}
            {orders.some(({ scope }) => scope === 'ORGANIZATION') ? null : (
              <Button icon="stop" tone="red" locked={locked} onClick={() => ask(true)}>
                Stop all agents…
              </Button>
            )}
          </>
        }
      >
        <Tabs
          label="Agents"
          tabs={[
            { to: to('/agents'), label: 'Agents', end: true },
            { to: to('/agents/stops'), label: 'Stop orders', count: orders.length || undefined },
          ]}
        />
      </PageHeader>
      {asking ? <StopDialog target={{ scope: 'ORGANIZATION', id, name }} close={() => ask(false)} /> : null}
    </>
  );
}
