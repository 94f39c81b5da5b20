import { useState } from 'react';
import { useNavigate } from 'react-router';
import { problem } from '../../graphql/problem';
import { useTo } from '../../graphql/organization-context';
import { Field } from '../../ui/field';
import { Form, SubmitButton } from '../../ui/form';
import { Input } from '../../ui/input';
import { pairingPath, readCode } from './pairing-code';

/** Where the code goes that a waiting machine shows. Leads to what is known of that machine; decides nothing. */
export function CodeForm({ initial = '' }: { initial?: string }) {
  const to = useTo();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(initial);

  async function submit() {
    const code = readCode(typed);
    if (code === null) {
      const words = 'Ten letters and digits in two groups; there is no 0, 1, I or O in it';
      return { ...problem('That is no code'), fields: { userCode: words } };
    }
    await navigate(to(pairingPath(code)));
  }

  return (
    <Form onSubmit={submit} aria-label="Look up a machine" className="grid max-w-88 gap-4">
      <Field
        label="Code"
        name="userCode"
        required
        help={
          <>
            It appears on the machine after <code className="mono">clawbutler-agent pair</code>.
          </>
        }
      >
        <Input
          large
          maxLength={40}
          spellCheck={false}
          autoCapitalize="characters"
          placeholder="XXXXX-XXXXX"
          className="mono uppercase"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      <div>
        <SubmitButton look="secondary">Look it up</SubmitButton>
      </div>
    </Form>
  );
}
