import { useState } from 'react';
import { useStopOrders } from '../../frame/stop-orders';
import { useCan, useOrganization, useTo } from '../../graphql/organization-context';
import { Button } from '../../ui/button';
import { LinkButton } from '../../ui/link-button';
import { StopDialog } from '../agents/stop-dialog';

/** What somebody comes here to do in a hurry. The stop asks twice. */
export function QuickActions() {
  const can = useCan();
  const to = useTo();
  const { id, name } = useOrganization();
  const [stopping, setStopping] = useState(false);
  const stopped = useStopOrders().some(({ scope }) => scope === 'ORGANIZATION');
  return (
    <>
      {can('connectors:manage') ? (
        <LinkButton to={to('/connectors/new')} icon="plus">
          Add gateway
        </LinkButton>
      ) : null}
      {can('agents:kill') && !stopped ? (
        <Button icon="stop" tone="red" onClick={() => setStopping(true)}>
          Stop all agents…
        </Button>
      ) : null}
      {stopping ? (
        <StopDialog target={{ scope: 'ORGANIZATION', id, name }} close={() => setStopping(false)} />
      ) : null}
    </>
  );
}
