import { useState } from 'react';
import { SetInstancePolicyDocument } from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { Button } from '../../ui/button';
import { Dialog, DialogActions } from '../../ui/dialog';
import { Form, SubmitButton } from '../../ui/form';
import { toast } from '../../ui/toast-store';
import type { Instance } from './host-detail';
import { policyLooks } from './host-looks';
import { PolicyChoice } from './policy-choice';

/** Another content policy for one runtime. */
export function PolicyDialog({ instance, close }: { instance: Instance; close: () => void }) {
  const { run } = useVerb(SetInstancePolicyDocument);
  const before = instance.contentPolicy ?? 'METADATA';
  const [policy, setPolicy] = useState(before);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={`What leaves of “${instance.label}”?`}
      description="Holds for what is read from now on. What was read already stays as it is; a session’s content can be erased on its page."
    >
      <Form
        aria-label="Content policy"
        onSubmit={async () => {
          const { problem } = await run({ id: instance.id, contentPolicy: policy });
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
