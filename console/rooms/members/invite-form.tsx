import { useState } from 'react';
import { useNavigate } from 'react-router';
import { InviteMemberDocument, type InviteMemberMutation } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { useVerb } from '../../graphql/use-verb';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Field } from '../../ui/field';
import { Form, SubmitButton } from '../../ui/form';
import { Input, Select } from '../../ui/input';
import { RoleChoice } from './role-choice';
import { RoleReach } from './role-reach';
import { roleLooks, type Role } from './roles';

const lifetimes = [
  { value: '24', label: '1 day' },
  { value: '72', label: '3 days' },
  { value: '168', label: '7 days' },
  { value: '720', label: '30 days' },
];

interface InviteFormProps {
  onMade: (made: InviteMemberMutation['inviteMember']) => void;
}

/** Whom, as what, for how long; what the role may do stands beside it. */
export function InviteForm({ onMade }: InviteFormProps) {
  const { run } = useVerb(InviteMemberDocument);
  const navigate = useNavigate();
  const to = useTo();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('VIEWER');
  const [hours, setHours] = useState('72');

  async function submit() {
    const input = { email: email.trim() || null, role, expiresInHours: Number(hours) };
    const { data, problem } = await run({ input });
    if (problem) return problem;
    onMade(data.inviteMember);
  }

  return (
    <div className="grid items-start gap-x-8 gap-y-6 px-(--gutter) pb-8 lg:grid-cols-[minmax(0,30rem)_minmax(0,24rem)]">
      <Form onSubmit={submit} aria-label="Invite">
        <Field
          label="E-mail"
          name="input.email"
          optional
          help="Then only this address can join. Leave it empty and anybody who has the link can."
        >
          <Input
            autoFocus
            type="email"
            maxLength={254}
            placeholder="name@company.example"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        <RoleChoice value={role} onChange={setRole} />
        <Field label="The link works for" name="input.expiresInHours">
          <Select value={hours} options={lifetimes} onChange={(event) => setHours(event.target.value)} />
        </Field>
        <div className="flex flex-wrap gap-2">
          <SubmitButton>Make invite link</SubmitButton>
          <Button look="ghost" onClick={() => void navigate(to('/members'))}>
            Cancel
          </Button>
        </div>
      </Form>
      <Card title={`What ${roleLooks[role].one} may do`}>
        <RoleReach role={role} />
      </Card>
    </div>
  );
}
