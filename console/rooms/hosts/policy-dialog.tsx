import { useState } from 'react';
import type { ContentPolicy } from '../../graphql/generated/documents';
import type { Problem } from '../../graphql/problem';
import { Button } from '../../ui/button';
import { Dialog, DialogActions } from '../../ui/dialog';
import { Form, SubmitButton } from '../../ui/form';
import { toast } from '../../ui/toast-store';
import { policyLooks } from './host-looks';
import { PolicyChoice } from './policy-choice';

interface Props {
  title: string;
  before: ContentPolicy;
  /** Changes it; what stood in the way, or null. */
  change: (contentPolicy: ContentPolicy) => Promise<{ problem: Problem | null }>;
  close: () => void;
}

/** Another content policy for one place that sessions come from. */
export function PolicyDialog({ title, before, change, close }: Props) {
  const [policy, setPolicy] = useState(before);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={title}
      description="Holds for what is read from now on. What was read already stays as it is; a session’s content can be erased on its page."
    >
      <Form
        aria-label="Content policy"
        onSubmit={async () => {
          const { problem } = await change(policy);
          if (problem) return problem;
          toast({ title: `From now on: ${policyLooks[policy].word.toLowerCase()}` });
          close();
        }}
      >
        <PolicyChoice value={policy} onChange={setPolicy} />
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <SubmitButton disabled={policy === before}>Change</SubmitButton>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
