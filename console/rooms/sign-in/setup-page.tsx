import { useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { useAccount } from '../../graphql/account-context';
import { CompleteSetupDocument } from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { Banner } from '../../ui/banner';
import { Field } from '../../ui/field';
import { Form, SubmitButton } from '../../ui/form';
import { Input } from '../../ui/input';
import { PersonFields, emptyPerson, missingOf } from './person-fields';
import { SignInLayout } from './sign-in-layout';
import { useEntry } from './use-entry';

/** The one-time link: first owner and first organisation. */
export function SetupPage() {
  const { instance } = useAccount();
  const [params] = useSearchParams();
  const token = params.get('token');
  if (!instance.setupRequired) return <Navigate to="/" replace />;
  if (!token) return <SetupWithoutToken />;
  return (
    <SignInLayout title="Set up ClawButler" description="You become the first owner. This page works once.">
      <SetupForm token={token} />
    </SignInLayout>
  );
}

function SetupWithoutToken() {
  return (
    <SignInLayout title="Set up ClawButler">
      <Banner tone="blue" title="Open the set-up link">
        The server prints a one-time link where it was started, and again on every start until it is used.
        Open that link in this browser.
      </Banner>
    </SignInLayout>
  );
}

function SetupForm({ token }: { token: string }) {
  const { run } = useVerb(CompleteSetupDocument);
  const enter = useEntry();
  const [person, setPerson] = useState(emptyPerson);
  const [organizationName, setOrganizationName] = useState('');

  async function submit() {
    const empty = missingOf(person, {
      'input.organizationName': [organizationName, 'Name the organisation'],
    });
    if (empty) return empty;
    const { problem } = await run({ input: { token, ...person, organizationName } });
    if (problem) return problem;
    await enter('/');
  }

  return (
    <Form onSubmit={submit} aria-label="Set up ClawButler">
      <PersonFields person={person} onChange={setPerson} />
      <Field
        label="Organisation"
        name="input.organizationName"
        required
        help="Shown to members and in the log. You can rename it later."
      >
        <Input
          large
          maxLength={80}
          autoComplete="organization"
          value={organizationName}
          onChange={(event) => setOrganizationName(event.target.value)}
        />
      </Field>
      <SubmitButton size="large" className="mt-1">
        Create owner and organisation
      </SubmitButton>
    </Form>
  );
}
