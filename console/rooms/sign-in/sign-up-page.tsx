import { useState } from 'react';
import { Link } from 'react-router';
import { useAccount } from '../../graphql/account-context';
import { SignUpDocument } from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { Banner } from '../../ui/banner';
import { Field } from '../../ui/field';
import { Form, SubmitButton } from '../../ui/form';
import { Input } from '../../ui/input';
import { PersonFields, emptyPerson, missingOf } from './person-fields';
import { SignInLayout } from './sign-in-layout';

/** A new account with its own organisation; open in the managed cloud only. */
export function SignUpPage() {
  const { instance } = useAccount();
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (!instance.signUpOpen) return <SignUpClosed />;
  if (sentTo) {
    return (
      <SignInLayout
        title="Check your mail"
        description={`We sent a link to ${sentTo}. Open it to confirm the address and sign in.`}
      >
        <Banner tone="blue" title="Nothing there?">
          Look into the spam folder, or sign up again with another address.
        </Banner>
      </SignInLayout>
    );
  }
  return (
    <SignInLayout
      title="Create an account"
      description="You become the owner of a new organisation."
      foot={<SignInLink />}
    >
      <SignUpForm onSent={setSentTo} />
    </SignInLayout>
  );
}

function SignUpForm({ onSent }: { onSent: (email: string) => void }) {
  const { run } = useVerb(SignUpDocument);
  const [person, setPerson] = useState(emptyPerson);
  const [organizationName, setOrganizationName] = useState('');

  async function submit() {
    const empty = missingOf(person, {
      'input.organizationName': [organizationName, 'Name the organisation'],
    });
    if (empty) return empty;
    const { problem } = await run({ input: { ...person, organizationName } });
    if (problem) return problem;
    onSent(person.email);
  }

  return (
    <Form onSubmit={submit} aria-label="Create an account">
      <PersonFields person={person} onChange={setPerson} />
      <Field label="Organisation" name="input.organizationName" required>
        <Input
          large
          maxLength={80}
          value={organizationName}
          onChange={(event) => setOrganizationName(event.target.value)}
        />
      </Field>
      <SubmitButton size="large" className="mt-1">
        Create account
      </SubmitButton>
    </Form>
  );
}

function SignUpClosed() {
  return (
    <SignInLayout title="Sign-up is closed" foot={<SignInLink />}>
      <Banner tone="blue" title="This installation adds people by invite">
        Ask somebody in your organisation for an invite link and open it in this browser.
      </Banner>
    </SignInLayout>
  );
}

function SignInLink() {
  return (
    <>
      Have an account?{' '}
      <Link to="/login" className="font-medium text-brand-ink underline underline-offset-2">
        Sign in
      </Link>
    </>
  );
}
