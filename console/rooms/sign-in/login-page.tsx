import { useState } from 'react';
import { Link, Navigate, useLocation } from 'react-router';
import { useAccount } from '../../graphql/account-context';
import { LoginDocument } from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { returnPath } from '../../routes/sign-in-path';
import { Field } from '../../ui/field';
import { Form, SubmitButton } from '../../ui/form';
import { Input } from '../../ui/input';
import { missing } from '../../graphql/missing';
import { PasswordField } from '../../ui/password-field';
import { SignInLayout } from './sign-in-layout';
import { useEntry } from './use-entry';

/** E-mail and password; leads back to the page that asked. */
export function LoginPage() {
  const { instance, viewer } = useAccount();
  const { search } = useLocation();
  if (instance.setupRequired) return <Navigate to="/setup" replace />;
  if (viewer) return <Navigate to={returnPath(search)} replace />;
  return (
    <SignInLayout
      title="Sign in"
      description={search.includes('return=') ? 'Sign in to go on where you were.' : undefined}
      foot={
        instance.signUpOpen ? (
          <>
            New here?{' '}
            <Link to="/signup" className="font-medium text-brand-ink underline underline-offset-2">
              Create an account
            </Link>
          </>
        ) : (
          'No account? Ask somebody in your organisation for an invite link.'
        )
      }
    >
      <LoginForm />
    </SignInLayout>
  );
}

function LoginForm() {
  const { search } = useLocation();
  const { run } = useVerb(LoginDocument);
  const enter = useEntry();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  async function submit() {
    const empty = missing({
      'input.email': [email, 'Enter your e-mail address'],
      'input.password': [password, 'Enter your password'],
    });
    if (empty) return empty;
    const { problem } = await run({ input: { email, password } });
    if (problem) return problem;
    await enter(returnPath(search));
  }

  return (
    <Form onSubmit={submit} aria-label="Sign in">
      <Field label="E-mail" name="input.email" required>
        <Input
          large
          autoFocus
          type="email"
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <PasswordField name="input.password" value={password} onChange={setPassword} />
      <SubmitButton size="large" className="mt-1">
        Sign in
      </SubmitButton>
    </Form>
  );
}
