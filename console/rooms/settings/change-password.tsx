import { useState } from 'react';
import { ChangePasswordDocument } from '../../graphql/generated/documents';
import { missing } from '../../graphql/missing';
import { useVerb } from '../../graphql/use-verb';
import { Card } from '../../ui/card';
import { Form, SubmitButton } from '../../ui/form';
import { PasswordField } from '../../ui/password-field';
import { shortestPassword } from '../../ui/password-strength';
import { toast } from '../../ui/toast-store';

/** A new password for the old one; it ends every other session. */
export function ChangePassword({ name, email }: { name: string; email: string }) {
  const { run } = useVerb(ChangePasswordDocument);
  const [current, setCurrent] = useState('');
  const [fresh, setFresh] = useState('');

  async function submit() {
    const short = fresh !== '' && fresh.length < shortestPassword;
    const empty = missing({
      currentPassword: [current, 'Enter your password'],
      newPassword: short ? ['', `Use at least ${shortestPassword} characters`] : [fresh, 'Choose a password'],
    });
    if (empty) return empty;
    const { problem } = await run({ currentPassword: current, newPassword: fresh });
    if (problem) return problem;
    setCurrent('');
    setFresh('');
    toast({ title: 'Password changed', detail: 'Your other sessions are ended.' });
  }

  return (
    <Card title="Password">
      <Form onSubmit={submit} aria-label="Change password" className="grid max-w-md gap-4">
        {/* Tells password managers whose password this is. */}
        <input type="text" hidden readOnly autoComplete="username" value={email} />
        <PasswordField
          label="Current password"
          name="currentPassword"
          value={current}
          onChange={setCurrent}
        />
        <PasswordField
          fresh
          label="New password"
          name="newPassword"
          value={fresh}
          avoid={[name, email]}
          onChange={setFresh}
        />
        <div className="flex flex-wrap items-center gap-3">
          <SubmitButton>Change password</SubmitButton>
          <span className="text-meta text-ink-2">Ends your other sessions.</span>
        </div>
      </Form>
    </Card>
  );
}
