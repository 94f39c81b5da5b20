import type { Problem } from '../../graphql/problem';
import { problem } from '../../graphql/problem';
import { Button } from '../../ui/button';
import { Dialog, DialogActions } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Form, SubmitButton } from '../../ui/form';
import { Select, Textarea } from '../../ui/input';
import { expiries, reasonProblem, type StopDraft } from './stop-draft';
import { StopEffects } from './stop-effects';
import { StopReachNotice } from './stop-reach-notice';
import type { StopTarget } from './stop-target';

interface StopFormProps {
  target: StopTarget;
  draft: StopDraft;
  onDraft: (draft: StopDraft) => void;
  close: () => void;
  onSubmit: () => Promise<Problem | null>;
}

const titles: Record<StopTarget['scope'], (name: string) => string> = {
  AGENT: (name) => `Stop the agent “${name}”?`,
  CONNECTOR: (name) => `Stop every agent on “${name}”?`,
  ORGANIZATION: (name) => `Stop every agent of “${name}”?`,
};

/** How far the stop goes, what it does, why, and how long it waits for a gateway that is away. */
export function StopForm({ target, draft, onDraft, close, onSubmit }: StopFormProps) {
  const complaint = reasonProblem(draft.reason);
  return (
    <Dialog open onOpenChange={(open) => open || close()} title={titles[target.scope](target.name)}>
      <div className="grid gap-3">
        <StopReachNotice target={target} />
        <StopEffects />
      </div>
      <Form
        className="mt-4 grid gap-4"
        aria-label="Stop order"
        onSubmit={() => (complaint ? Promise.resolve(refusal(complaint)) : onSubmit())}
      >
        <Field label="Reason" name="input.reason" optional help="Stays with the order and in the audit log.">
          <Textarea
            rows={2}
            maxLength={2_000}
            value={draft.reason}
            onChange={(event) => onDraft({ ...draft, reason: event.target.value })}
          />
        </Field>
        <Field
          label="Give up on a gateway that stays unreachable after"
          name="input.expiresInMinutes"
          help="A stop that took hold does not expire; it holds until it is lifted."
        >
          <Select
            value={draft.minutes}
            options={expiries.map(({ minutes, words }) => ({ value: String(minutes), label: words }))}
            onChange={(event) => onDraft({ ...draft, minutes: Number(event.target.value) })}
          />
        </Field>
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <SubmitButton tone="red" icon={target.scope === 'AGENT' ? 'stop' : undefined}>
            {target.scope === 'AGENT' ? 'Stop agent' : 'Continue'}
          </SubmitButton>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

const refusal = (complaint: string): Problem => ({
  ...problem('The reason cannot be sent'),
  fields: { 'input.reason': complaint },
});
