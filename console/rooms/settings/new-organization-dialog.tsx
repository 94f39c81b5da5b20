import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useAccount } from '../../graphql/account-context';
import { CreateOrganizationDocument } from '../../graphql/generated/documents';
import { missing } from '../../graphql/missing';
import { useVerb } from '../../graphql/use-verb';
import { Button } from '../../ui/button';
import { Dialog, DialogActions } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Form, SubmitButton } from '../../ui/form';
import { Input } from '../../ui/input';
import { toast } from '../../ui/toast-store';

/** Founds an organisation and goes there. */
export function NewOrganizationDialog({ close }: { close: () => void }) {
  const { run } = useVerb(CreateOrganizationDocument);
  const { refresh } = useAccount();
  const navigate = useNavigate();
  const [name, setName] = useState('');

  async function submit() {
    const empty = missing({ name: [name, 'Enter a name'] });
    if (empty) return empty;
    const { data, problem } = await run({ name });
    if (problem) return problem;
    await refresh();
    toast({ title: `“${data.createOrganization.name}” is founded`, detail: 'You are its owner.' });
    void navigate(`/o/${data.createOrganization.slug}`);
  }

  return (
    <Dialog
      open
      onOpenChange={close}
      title="New organisation"
      description="Its gateways, members, policies and audit log are apart from those of every other. You become its owner."
    >
      <Form onSubmit={submit} aria-label="New organisation">
        <Field
          label="Name"
          name="name"
          required
          help="The short name in addresses is made from it and stays."
        >
          <Input
            maxLength={80}
            autoComplete="organization"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <SubmitButton>Found organisation</SubmitButton>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
