import { LiftKillSwitchDocument, type StopBriefFragment } from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { toast } from '../../ui/toast-store';

/** Asks before agents may work again. */
export function LiftDialog({ order, close }: { order: StopBriefFragment; close: () => void }) {
  const lift = useVerb(LiftKillSwitchDocument);
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || close()}
      title={`Lift the stop of “${order.targetName}”?`}
      action="Lift stop"
      tone="amber"
      onConfirm={async () => {
        const { problem } = await lift.run({ id: order.id });
        if (problem) return problem;
        toast({ tone: 'blue', title: 'Lifting ordered', detail: 'Each gateway confirms on its own.' });
      }}
    >
      <p>
        This restores exactly what the stop changed. {whoWorksAgain[order.scope]} Work that was aborted does
        not resume, and what was stopped or disabled by itself stays so.
      </p>
    </ConfirmDialog>
  );
}

const whoWorksAgain: Record<StopBriefFragment['scope'], string> = {
  AGENT: 'The agent can work again as soon as its gateway confirms.',
  CONNECTOR: 'The gateway’s agents can work again as soon as it confirms.',
  ORGANIZATION: 'Agents can work again as soon as their gateway confirms.',
};
