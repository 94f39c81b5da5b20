import { useState } from 'react';
import { useAccount } from '../../graphql/account-context';
import { RenameOrganizationDocument } from '../../graphql/generated/documents';
import { missing } from '../../graphql/missing';
import { useLock } from '../../graphql/organization-context';
import { useVerb } from '../../graphql/use-verb';
import { Card } from '../../ui/card';
import { Field } from '../../ui/field';
import { Form, SubmitButton } from '../../ui/form';
import { Input } from '../../ui/input';
import { toast } from '../../ui/toast-store';

/** The display name. The short name in addresses stays, so that links keep working. */
export function RenameOrganization({ name: held }: { name: string }) {
  const { run } = useVerb(RenameOrganizationDocument);
  const { refresh } = useAccount();
  const lock = useLock()('organization:update');
  const [name, setName] = useState(held);

  async function submit() {
    const empty = missing({ name: [name, 'Enter a name'] });
    if (empty) return empty;
    const { problem } = await run({ name });
    if (problem) return problem;
    toast({ title: 'Organisation renamed' });
    await refresh();
  }

  return (
    <Card title="Name">
      <Form onSubmit={submit} aria-label="Rename the organisation" className="grid max-w-md gap-4">
        <Field
          label="Display name"
          name="name"
          help={lock ?? 'Addresses keep the short name, so links go on working.'}
        >
          <Input
            maxLength={80}
            disabled={lock !== null}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        {lock ? null : (
          <div>
            <SubmitButton disabled={name.trim() === held}>Rename</SubmitButton>
          </div>
        )}
      </Form>
    </Card>
  );
}
