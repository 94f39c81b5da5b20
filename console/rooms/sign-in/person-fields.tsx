import type { Problem } from '../../graphql/problem';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import { missing } from '../../graphql/missing';
import { PasswordField } from '../../ui/password-field';
import { shortestPassword } from '../../ui/password-strength';

export interface Person {
  name: string;
  email: string;
  password: string;
}

export const emptyPerson: Person = { name: '', email: '', password: '' };

type Checks = Parameters<typeof missing>[0];

/** What can be said about a new account before it is sent. The server checks all of it again. */
export function missingOf(person: Person, more: Checks = {}): Problem | null {
  const short = person.password !== '' && person.password.length < shortestPassword;
  return missing({
    'input.name': [person.name, 'Enter your name'],
    'input.email': [person.email, 'Enter your e-mail address'],
    'input.password': short
      ? ['', `Use at least ${shortestPassword} characters`]
      : [person.password, 'Choose a password'],
    ...more,
  });
}

interface PersonFieldsProps {
  person: Person;
  onChange: (person: Person) => void;
  /** The address is given, by an invite. */
  fixedEmail?: boolean;
}

/** Name, e-mail and new password, for set-up, sign-up and invites. */
export function PersonFields({ person, onChange, fixedEmail }: PersonFieldsProps) {
  return (
    <>
      <Field label="Your name" name="input.name" required>
        <Input
          large
          autoFocus
          maxLength={80}
          autoComplete="name"
          value={person.name}
          onChange={(event) => onChange({ ...person, name: event.target.value })}
        />
      </Field>
      <Field label="E-mail" name="input.email" required>
        <Input
          large
          type="email"
          maxLength={254}
          autoComplete="username"
          readOnly={fixedEmail}
          value={person.email}
          onChange={(event) => onChange({ ...person, email: event.target.value })}
        />
      </Field>
      <PasswordField
        fresh
        name="input.password"
        value={person.password}
        avoid={[person.name, person.email]}
        onChange={(password) => onChange({ ...person, password })}
      />
    </>
  );
}
