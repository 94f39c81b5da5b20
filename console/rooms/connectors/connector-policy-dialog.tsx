import { useState } from 'react';
import { SetConnectorContentPolicyDocument } from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { Button } from '../../ui/button';
import { Dialog, DialogActions } from '../../ui/dialog';
import { Form, SubmitButton } from '../../ui/form';
import { toast } from '../../ui/toast-store';
import { policyLooks } from '../hosts/host-looks';
import { PolicyChoice } from '../hosts/policy-choice';
import type { ConnectorDetail } from './connector-detail';

interface Props {
  connector: ConnectorDetail;
  close: () => void;
}

/** Another content policy for the sessions of one gateway. */
export function ConnectorPolicyDialog({ connector, close }: Props) {
  const { run } = useVerb(SetConnectorContentPolicyDocument);
  const before = connector.contentPolicy;
  const [policy, setPolicy] = useState(before);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={`What is kept of the sessions of “${connector.name}”?`}
      description="Holds for what is read from now on. What was read already stays as it is; a session’s content can be erased on its page."
    >
      <Form
        aria-label="Content policy"
        onSubmit={async () => {
          const { problem } = await run({ id: connector.id, contentPolicy: policy });
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
