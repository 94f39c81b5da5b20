import { useState } from 'react';
import type { StopBriefFragment } from '../../graphql/generated/documents';
import { useLock } from '../../graphql/organization-context';
import { Button, type ButtonProps } from '../../ui/button';
import { LiftDialog } from './lift-dialog';
import { canLift } from './stop-looks';

/** Lifts an order after a question; nothing where it cannot be lifted any more. */
export function LiftButton({ order, size }: { order: StopBriefFragment } & Pick<ButtonProps, 'size'>) {
  const [asking, setAsking] = useState(false);
  const locked = useLock()('agents:kill');
  if (!canLift(order.state)) return null;
  return (
    <>
      <Button icon="undo" size={size} locked={locked} onClick={() => setAsking(true)}>
        Lift…
      </Button>
      {asking ? <LiftDialog order={order} close={() => setAsking(false)} /> : null}
    </>
  );
}
