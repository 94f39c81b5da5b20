import { useState } from 'react';
import { useAccount } from '../../graphql/account-context';
import { UpdateProfileDocument } from '../../graphql/generated/documents';
import { missing } from '../../graphql/missing';
import { useVerb } from '../../graphql/use-verb';
import { Card } from '../../ui/card';
import { Field } from '../../ui/field';
import { Form, SubmitButton } from '../../ui/form';
import { Input } from '../../ui/input';
import { toast } from '../../ui/toast-store';

/** Name and address. The log keeps the name of then. */
export function Profile({ name: held, email }: { name: string; email: string }) {
  const { run } = useVerb(UpdateProfileDocument);
  const { refresh } = useAccount();
  const [name, setName] = useState(held);

  async function submit() {
    const empty = missing({ name: [name, 'Enter your name'] });
    if (empty) return empty;
    const { problem } = await run({ name });
    if (problem) return problem;
    toast({ title: 'Name changed' });
    await refresh();
  }

  return (
    <Card title="You">
      <Form onSubmit={submit} aria-label="Your name" className="grid max-w-md gap-4">
        <Field label="Name" name="name" help="How others see you. Records keep the name you had then.">
          <Input
            maxLength={80}
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label="E-mail" help="You sign in with it. It cannot be changed.">
          <Input type="email" readOnly autoComplete="username" value={email} className="text-ink-2!" />
        </Field>
        <div>
          <SubmitButton disabled={name.trim() === held}>Save name</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}
