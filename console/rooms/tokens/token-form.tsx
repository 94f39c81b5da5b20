import { useState } from 'react';
import { useNavigate } from 'react-router';
import {
  CreateServiceTokenDocument,
  type CreateServiceTokenMutation,
} from '../../graphql/generated/documents';
import { missing } from '../../graphql/missing';
import { useTo } from '../../graphql/organization-context';
import { useVerb } from '../../graphql/use-verb';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Form, SubmitButton } from '../../ui/form';
import { Input, Select } from '../../ui/input';
import { ScopeChoice } from './scope-choice';

const lifetimes = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '180', label: '180 days' },
  { value: '365', label: '365 days, the longest' },
];

interface TokenFormProps {
  onMade: (made: CreateServiceTokenMutation['createServiceToken']) => void;
}

/** Name, scopes, lifetime. */
export function TokenForm({ onMade }: TokenFormProps) {
  const { run } = useVerb(CreateServiceTokenDocument);
  const navigate = useNavigate();
  const to = useTo();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ReadonlySet<string>>(new Set());
  const [days, setDays] = useState('90');

  async function submit() {
    const empty = missing({
      'input.name': [name, 'Enter a name'],
      'input.scopes': [[...scopes].join(), 'Choose at least one scope'],
    });
    if (empty) return empty;
    const { data, problem } = await run({
      input: { name, scopes: [...scopes], expiresInDays: Number(days) },
    });
    if (problem) return problem;
    onMade(data.createServiceToken);
  }

  return (
    <Form onSubmit={submit} aria-label="Service token" className="grid max-w-2xl gap-5 px-(--gutter) pb-8">
      <Field
        label="Name"
        name="input.name"
        required
        help="What it is for, as it appears in lists and in the log."
      >
        <Input
          autoFocus
          maxLength={80}
          placeholder="grafana"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <ScopeChoice chosen={scopes} onChange={setScopes} />
      <Field label="Works for" name="input.expiresInDays" help="Then it ends by itself.">
        <Select value={days} options={lifetimes} onChange={(event) => setDays(event.target.value)} />
      </Field>
      <Limits />
      <div className="flex flex-wrap gap-2">
        <SubmitButton>Create token</SubmitButton>
        <Button look="ghost" onClick={() => void navigate(to('/tokens'))}>
          Cancel
        </Button>
      </div>
    </Form>
  );
}

function Limits() {
  return (
    <Banner tone="neutral" title="What no service token can do">
      Decide approvals, make tokens, or change policies, members and the organisation: those are for people. A
      token also never holds more than the person who made it holds now; should you leave, it stops working.
    </Banner>
  );
}
