import type { StopBriefFragment } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { Button } from '../../ui/button';
import { Dialog, DialogActions } from '../../ui/dialog';
import { LinkButton } from '../../ui/link-button';
import { stopLooks } from './stop-looks';

/** In place of the form while an order on the same target is in force. */
export function StoppedAlready({ order, close }: { order: StopBriefFragment; close: () => void }) {
  const to = useTo();
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={`A stop of “${order.targetName}” is in force`}
      description={`${stopLooks[order.state].word}. ${stopLooks[order.state].meaning}`}
    >
      <DialogActions>
        <Button onClick={close}>Close</Button>
        <LinkButton look="primary" to={to(`/agents/stops/${order.id}`)} onClick={close}>
          Open the order
        </LinkButton>
      </DialogActions>
    </Dialog>
  );
}
