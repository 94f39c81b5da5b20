import {
  DisableAgentDocument,
  EnableAgentDocument,
  type AgentLineFragment,
} from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { toast } from '../../ui/toast-store';
import { LiftDialog } from './lift-dialog';
import { StopDialog } from './stop-dialog';

/** What a person may want to do to an agent. */
export type AgentQuestion = 'stop' | 'lift' | 'disable' | 'enable';

interface AgentDialogsProps {
  agent: AgentLineFragment;
  open: AgentQuestion;
  close: () => void;
}

/** The question before the deed. */
export function AgentDialogs({ agent, open, close }: AgentDialogsProps) {
  const { id, name, killSwitch } = agent;
  if (open === 'stop') return <StopDialog target={{ scope: 'AGENT', id, name }} close={close} />;
  if (open === 'lift') return killSwitch ? <LiftDialog order={killSwitch} close={close} /> : null;
  return open === 'disable' ? (
    <DisableDialog agent={agent} close={close} />
  ) : (
    <EnableDialog agent={agent} close={close} />
  );
}

function DisableDialog({ agent: { id, name, connector }, close }: Omit<AgentDialogsProps, 'open'>) {
  const disable = useVerb(DisableAgentDocument);
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || close()}
      title={`Disable the agent “${name}”?`}
      action="Disable agent"
      tone="amber"
      onConfirm={async () => {
        const { problem } = await disable.run({ id });
        if (problem) return problem;
        toast({ title: `“${name}” is switched off here`, detail: 'The gateway is being told.' });
      }}
    >
      <p>
        Its running work is ended, and <bdi>{connector.name}</bdi> refuses it new work until it is enabled
        again.
        {connector.state === 'CONNECTED'
          ? ''
          : ' The gateway is not linked now and is told when the link is back; until then the agent works on.'}
      </p>
    </ConfirmDialog>
  );
}

function EnableDialog({
  agent: { id, name, connector, killSwitch },
  close,
}: Omit<AgentDialogsProps, 'open'>) {
  const enable = useVerb(EnableAgentDocument);
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || close()}
      title={`Enable the agent “${name}”?`}
      action="Enable agent"
      tone="brand"
      onConfirm={async () => {
        const { problem } = await enable.run({ id });
        if (problem) return problem;
        toast({ title: `“${name}” is switched on here`, detail: 'The gateway is being told.' });
      }}
    >
      <p>
        It gets back what it had at <bdi>{connector.name}</bdi>.
        {killSwitch ? ' A stop order holds it all the same, until that is lifted.' : ''}
      </p>
    </ConfirmDialog>
  );
}
