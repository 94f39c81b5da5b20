import { RevokeRuntimeHostDocument } from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { toast } from '../../ui/toast-store';
import type { HostDetail } from './host-detail';

/** The question before a machine is shut out for good. */
export function RevokeHostDialog({ host, close }: { host: HostDetail; close: () => void }) {
  const { run } = useVerb(RevokeRuntimeHostDocument);
  const added = host.instances.filter(({ state }) => state === 'ADDED').length;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || close()}
      title={`Revoke “${host.name}”?`}
      action="Revoke machine"
      typeToConfirm={host.name}
      onConfirm={async () => {
        const { problem } = await run({ id: host.id });
        if (problem) return problem;
        toast({ title: `“${host.name}” is revoked`, detail: 'Its connections close within five seconds.' });
      }}
    >
      <ul className="grid list-disc gap-1 pl-4">
        <li>Its key is refused for good. To bring the machine back it has to be paired again.</li>
        <li>
          {added === 0
            ? 'Nothing of it is read now, and nothing will be.'
            : `${added === 1 ? 'Its runtime is' : `Its ${added} runtimes are`} not read any more; agents there work on unseen.`}
          {host.spoolDepth > 0
            ? ` ${host.spoolDepth.toLocaleString('en')} records still wait there and never arrive.`
            : ''}
        </li>
        <li>What was read is kept, and so is the audit log.</li>
      </ul>
    </ConfirmDialog>
  );
}
