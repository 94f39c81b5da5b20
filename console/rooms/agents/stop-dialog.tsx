import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useStopOrders } from '../../frame/stop-orders';
import { EngageKillSwitchDocument } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import type { Problem } from '../../graphql/problem';
import { useVerb } from '../../graphql/use-verb';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { newStopDraft, stopInput } from './stop-draft';
import { StopForm } from './stop-form';
import { canLift } from './stop-looks';
import { StopReachNotice } from './stop-reach-notice';
import { StoppedAlready } from './stopped-already';
import type { StopTarget } from './stop-target';

interface StopDialogProps {
  target: StopTarget;
  close: () => void;
}

/** Orders a stop: asks once for one agent, twice for more. Then the order's page shows how far it is. */
export function StopDialog({ target, close }: StopDialogProps) {
  const orders = useStopOrders();
  const [draft, setDraft] = useState(newStopDraft);
  const [sure, setSure] = useState(false);
  const engage = useVerb(EngageKillSwitchDocument);
  const navigate = useNavigate();
  const to = useTo();
  const known = orders.find(
    ({ scope, targetId, state }) => scope === target.scope && targetId === target.id && canLift(state),
  );
  if (known && !engage.busy) return <StoppedAlready order={known} close={close} />;

  async function order(): Promise<Problem | null> {
    const { data, problem } = await engage.run({ input: stopInput(target, draft) });
    if (problem) return problem;
    await navigate(to(`/agents/stops/${data.engageKillSwitch.id}`));
    return null;
  }
  if (!sure) {
    return (
      <StopForm
        target={target}
        draft={draft}
        onDraft={setDraft}
        close={close}
        onSubmit={target.scope === 'AGENT' ? order : async () => (setSure(true), null)}
      />
    );
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || close()}
      title={
        target.scope === 'CONNECTOR'
          ? 'Stop every agent on this gateway?'
          : 'Stop every agent on every gateway?'
      }
      action={target.scope === 'CONNECTOR' ? 'Stop the gateway’s agents' : 'Stop everything'}
      typeToConfirm={target.name}
      onConfirm={async () => unfielded(await order())}
    >
      <div className="grid gap-3">
        <StopReachNotice target={target} />
      </div>
    </ConfirmDialog>
  );
}

/** The fields stand in the step before, so complaints about them are told in words here. */
function unfielded(problem: Problem | null): Problem | null {
  if (!problem) return null;
  const said = Object.values(problem.fields).join(' ');
  return { ...problem, advice: said || problem.advice, fields: {} };
}
