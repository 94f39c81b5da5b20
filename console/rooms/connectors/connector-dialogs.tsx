import { useNavigate } from 'react-router';
import { DisableConnectorDocument, RemoveConnectorDocument } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { useVerb } from '../../graphql/use-verb';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { toast } from '../../ui/toast-store';
import type { ConnectorDetail } from './connector-detail';

interface ConnectorDialogsProps {
  connector: ConnectorDetail;
  open: 'disable' | 'remove' | null;
  close: () => void;
}

/** Questions before something hard to undo. */
export function ConnectorDialogs({ connector, open, close }: ConnectorDialogsProps) {
  const { id, name, agentCount, pendingApprovalCount: waiting } = connector;
  const disable = useVerb(DisableConnectorDocument);
  const remove = useVerb(RemoveConnectorDocument);
  const navigate = useNavigate();
  const to = useTo();
  const change = (isOpen: boolean) => isOpen || close();
  return (
    <>
      <ConfirmDialog
        open={open === 'disable'}
        onOpenChange={change}
        title={`Disable “${name}”?`}
        action="Disable connector"
        tone="amber"
        onConfirm={async () => {
          const { problem } = await disable.run({ id });
          if (!problem)
            toast({ title: 'Switched off', detail: 'Nothing is governed there until it is enabled again.' });
          return problem;
        }}
      >
        The link is closed. {agents(agentCount)} run on without governance: what they ask for is seen by
        nobody here and denied by the gateway when its time runs out.
      </ConfirmDialog>
      <ConfirmDialog
        open={open === 'remove'}
        onOpenChange={change}
        title={`Remove “${name}”?`}
        action="Remove connector"
        typeToConfirm={name}
        onConfirm={async () => {
          const { problem } = await remove.run({ id });
          if (problem) return problem;
          toast({ title: `“${name}” removed` });
          await navigate(to('/connectors'), { replace: true });
        }}
      >
        {agents(agentCount)} and {waiting === 1 ? 'one waiting approval' : `${waiting} waiting approvals`} are
        forgotten, and the device key with them: adding it again needs a new pairing. The gateway itself goes
        on without governance. The audit log keeps everything. This cannot be undone.
      </ConfirmDialog>
    </>
  );
}

const agents = (count: number): string => (count === 1 ? 'Its agent' : `Its ${count} agents`);
