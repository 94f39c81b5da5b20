import { useState } from 'react';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Dialog, DialogActions } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import { Menu, MenuCheck, MenuItem, MenuLabel, MenuLine } from '../../ui/menu';
import { toast } from '../../ui/toast-store';

export function KitOverlays() {
  const [open, setOpen] = useState<'dialog' | 'confirm' | null>(null);
  const [checked, setChecked] = useState(true);
  const change = (isOpen: boolean) => isOpen || setOpen(null);
  return (
    <Card title="Overlays">
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setOpen('dialog')}>Open dialog</Button>
        <Button tone="red" onClick={() => setOpen('confirm')}>
          Remove…
        </Button>
        <Menu trigger={<Button>Open menu</Button>} align="start">
          <MenuLabel>Agent</MenuLabel>
          <MenuItem icon="pause" keys="p" onSelect={() => toast({ title: 'Paused' })}>
            Pause
          </MenuItem>
          <MenuCheck checked={checked} onChange={setChecked}>
            Show retired
          </MenuCheck>
          <MenuLine />
          <MenuItem icon="stop" tone="red" onSelect={() => toast({ title: 'Stop order sent', tone: 'red' })}>
            Kill switch
          </MenuItem>
        </Menu>
        <Button
          onClick={() =>
            toast({
              title: 'Rule moved',
              action: { label: 'Undo', run: () => toast({ title: 'Moved back' }) },
            })
          }
        >
          Show toast
        </Button>
      </div>
      <KitDialogs open={open} change={change} />
    </Card>
  );
}

interface KitDialogsProps {
  open: 'dialog' | 'confirm' | null;
  change: (open: boolean) => void;
}

function KitDialogs({ open, change }: KitDialogsProps) {
  return (
    <>
      <Dialog
        open={open === 'dialog'}
        onOpenChange={change}
        title="Rename organisation"
        description="Links keep working."
      >
        <Field label="Name">
          <Input defaultValue="Acme" />
        </Field>
        <DialogActions>
          <Button onClick={() => change(false)}>Cancel</Button>
          <Button look="primary">Rename</Button>
        </DialogActions>
      </Dialog>
      <ConfirmDialog
        open={open === 'confirm'}
        onOpenChange={change}
        title="Remove connector “prod-eu”?"
        action="Remove connector"
        typeToConfirm="prod-eu"
        onConfirm={async () => void toast({ title: 'Connector removed' })}
      >
        Its agents and open approvals are forgotten. The audit log keeps everything. This cannot be undone.
      </ConfirmDialog>
    </>
  );
}
