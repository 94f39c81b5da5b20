import { ActionText } from '../../ui/action-text';
import { Button } from '../../ui/button';
import { Dialog, DialogActions } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { AllowAlwaysReach } from './allow-always-reach';
import type { Shown } from './shown';

interface AllowAlwaysDialogProps {
  approval: Shown;
  /** Why it cannot be chosen; null when it can. */
  hindrance: string | null;
  onOpenChange: (open: boolean) => void;
  onAllow: () => void;
}

/** What “always” means here, and what it would have let through; or why it is not offered. */
export default function AllowAlwaysDialog({ hindrance, onOpenChange, ...rest }: AllowAlwaysDialogProps) {
  const close = () => onOpenChange(false);
  if (hindrance === null) return <AllowAlways {...rest} onOpenChange={onOpenChange} close={close} />;
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title="“Allow always” is not possible here"
      description={hindrance}
    >
      <DialogActions>
        <Button onClick={close}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}

type AllowAlwaysProps = Omit<AllowAlwaysDialogProps, 'hindrance'> & { close: () => void };

function AllowAlways({ approval, onOpenChange, onAllow, close }: AllowAlwaysProps) {
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      size="wide"
      title="Allow this always?"
      description={`${approval.connector.name} will store a rule. From then on exactly this, in exactly this folder, runs there without asking anybody.`}
    >
      <div className="grid gap-4">
        <ActionText label="What will always run" segments={approval.actionSegments} />
        {approval.cwd ? (
          <p className="text-ink-2">
            In <code className="mono text-ink wrap-anywhere">{approval.cwd}</code>; other arguments or another
            folder ask again.
          </p>
        ) : null}
        <AllowAlwaysReach approval={approval} />
        <p className="flex items-start gap-2 text-ink-2">
          <Icon name="info" className="mt-0.5 text-icon" />
          This cannot be undone here: the rule is taken away at the gateway. The decision is on the record.
        </p>
      </div>
      <DialogActions>
        <Button onClick={close}>Cancel</Button>
        <Button look="primary" tone="green" icon="check" onClick={() => (close(), onAllow())}>
          Allow always
        </Button>
      </DialogActions>
    </Dialog>
  );
}
