import { useState } from 'react';
import { useNavigate } from 'react-router';
import { DeletePolicyDocument, type PolicyFieldsFragment } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { useVerb } from '../../graphql/use-verb';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { toast } from '../../ui/toast-store';

/** Deletes a rule, after asking. */
export function DeletePolicy({ policy }: { policy: Pick<PolicyFieldsFragment, 'id' | 'name' | 'effect'> }) {
  const [open, setOpen] = useState(false);
  const { run } = useVerb(DeletePolicyDocument);
  const navigate = useNavigate();
  const to = useTo();
  return (
    <>
      <Button tone="red" icon="trash" onClick={() => setOpen(true)}>
        Delete
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Delete the rule “${policy.name}”?`}
        action="Delete rule"
        onConfirm={async () => {
          const { problem } = await run({ id: policy.id });
          if (problem) return problem;
          toast({ title: 'Rule deleted' });
          void navigate(to('/policies'));
        }}
      >
        {policy.effect === 'DENY'
          ? 'What it denies can be allowed from the next request on. '
          : 'From the next request on the other rules decide, or a person does. '}
        Requests that wait now keep their terms. This cannot be undone; to pause a rule, switch it off.
      </ConfirmDialog>
    </>
  );
}
