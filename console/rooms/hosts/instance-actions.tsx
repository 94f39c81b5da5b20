import { useState } from 'react';
import {
  PauseInstanceDocument,
  RemoveRuntimeInstanceDocument,
  ResumeInstanceDocument,
} from '../../graphql/generated/documents';
import { useLock } from '../../graphql/organization-context';
import { useVerb } from '../../graphql/use-verb';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { IconButton } from '../../ui/icon-button';
import { Menu, MenuItem, MenuLine } from '../../ui/menu';
import { toast } from '../../ui/toast-store';
import type { Instance } from './host-detail';
import { InstancePolicyDialog } from './instance-policy-dialog';

interface InstanceActionsProps {
  instance: Instance;
  /** The machine is revoked: nothing of it is read, whatever is chosen here. */
  locked: boolean;
}

/** Pause and resume, another policy, remove. */
export function InstanceActions({ instance, locked }: InstanceActionsProps) {
  const [asking, setAsking] = useState<'policy' | 'remove' | null>(null);
  const lock = useLock()('hosts:manage') ?? (locked ? 'The machine is revoked.' : null);
  const close = () => setAsking(null);
  return (
    <span className="flex shrink-0 items-center gap-1">
      <PauseButton instance={instance} lock={lock} />
      <Menu trigger={<IconButton icon="more" label={`More for ${instance.label}`} size="small" />}>
        <MenuItem icon="eye" locked={lock} onSelect={() => setAsking('policy')}>
          Change what leaves…
        </MenuItem>
        <MenuLine />
        <MenuItem icon="trash" tone="red" locked={lock} onSelect={() => setAsking('remove')}>
          Remove…
        </MenuItem>
      </Menu>
      {asking === 'policy' ? <InstancePolicyDialog instance={instance} close={close} /> : null}
      {asking === 'remove' ? <RemoveDialog instance={instance} close={close} /> : null}
    </span>
  );
}

function PauseButton({ instance: { id, label, paused }, lock }: { instance: Instance; lock: string | null }) {
  const pause = useVerb(PauseInstanceDocument);
  const resume = useVerb(ResumeInstanceDocument);
  async function toggle() {
    const { problem } = await (paused ? resume : pause).run({ id });
    if (problem) toast({ tone: 'red', title: problem.title, detail: problem.advice });
    else if (paused) toast({ title: 'Reading goes on' });
    else toast({ title: 'Paused', detail: 'Nothing is read of it until it is resumed; nothing is lost.' });
  }
  return (
    <Button
      size="small"
      look="ghost"
      icon={paused ? 'play' : 'pause'}
      locked={lock}
      busy={pause.busy || resume.busy}
      aria-label={`${paused ? 'Resume' : 'Pause'} ${label}`}
      onClick={toggle}
    >
      {paused ? 'Resume' : 'Pause'}
    </Button>
  );
}

function RemoveDialog({ instance: { id, label }, close }: { instance: Instance; close: () => void }) {
  const { run } = useVerb(RemoveRuntimeInstanceDocument);
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || close()}
      title={`Remove “${label}”?`}
      action="Remove runtime"
      onConfirm={async () => {
        const { problem } = await run({ id });
        if (problem) return problem;
        toast({ title: `“${label}” is not read any more` });
      }}
    >
      Nothing new is read of it; agents there work on unseen. What was read is kept, and you can add it again.
    </ConfirmDialog>
  );
}
