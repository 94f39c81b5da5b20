import { useState } from 'react';
import type { StopOrderFragment } from '../../graphql/generated/documents';
import { useLock } from '../../graphql/organization-context';
import { Button } from '../../ui/button';
import { StopDialog } from './stop-dialog';
import { targetOf } from './stop-target';

/** A new order on the same target, where the old one ran out before it reached anything. */
export function OrderAgainButton({ order }: { order: StopOrderFragment }) {
  const [asking, setAsking] = useState(false);
  const locked = useLock()('agents:kill');
  if (order.state !== 'EXPIRED') return null;
  return (
    <>
      <Button icon="stop" tone="red" locked={locked} onClick={() => setAsking(true)}>
        Order again…
      </Button>
      {asking ? <StopDialog target={targetOf(order)} close={() => setAsking(false)} /> : null}
    </>
  );
}
