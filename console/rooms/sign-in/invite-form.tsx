import { useState } from 'react';
import { AcceptInviteDocument } from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { Field } from '../../ui/field';
import { Form, SubmitButton } from '../../ui/form';
import { Input } from '../../ui/input';
import { Segmented } from '../../ui/segmented';
import { missing } from '../../graphql/missing';
import { PasswordField } from '../../ui/password-field';
import { PersonFields, emptyPerson, missingOf, type Person } from './person-fields';
import { useEntry } from './use-entry';

type Way = 'new' | 'known';

const ways = [
  { value: 'new', label: 'I am new here' },
  { value: 'known', label: 'I have an account' },
] as const;

/** Joining for somebody signed out: with a new account or an existing one. */
export function InviteForm({ token, invited }: { token: string; invited: string | null }) {
  const { run } = useVerb(AcceptInviteDocument);
  const enter = useEntry();
  const [way, setWay] = useState<Way>('new');
  const [person, setPerson] = useState<Person>({ ...emptyPerson, email: invited ?? '' });

  async function submit() {
    const { name, email, password } = person;
    const empty = way === 'new' ? missingOf(person) : missingCredentials(person);
    if (empty) return empty;
    const { problem } = await run({
      input: { token, email, password, name: way === 'new' ? name : undefined },
    });
    if (problem) return problem;
    await enter('/');
  }

  return (
    <div className="grid gap-5">
      <Segmented label="Account" value={way} onChange={setWay} options={ways} />
      <Form key={way} onSubmit={submit} aria-label="Join">
        {way === 'new' ? (
          <PersonFields person={person} onChange={setPerson} fixedEmail={invited !== null} />
        ) : (
          <CredentialFields person={person} onChange={setPerson} />
        )}
        <SubmitButton size="large" className="mt-1">
          {way === 'new' ? 'Create account and join' : 'Sign in and join'}
        </SubmitButton>
      </Form>
    </div>
  );
}

const missingCredentials = ({ email, password }: Person) =>
  missing({
    'input.email': [email, 'Enter your e-mail address'],
    'input.password': [password, 'Enter your password'],
  });

function CredentialFields({ person, onChange }: { person: Person; onChange: (person: Person) => void }) {
  return (
    <>
      <Field label="E-mail" name="input.email" required>
        <Input
          large
          type="email"
          autoComplete="username"
          value={person.email}
          onChange={(event) => onChange({ ...person, email: event.target.value })}
        />
      </Field>
      <PasswordField
        name="input.password"
        value={person.password}
        onChange={(password) => onChange({ ...person, password })}
      />
    </>
  );
}
