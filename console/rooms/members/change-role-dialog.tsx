import { useState } from 'react';
import { ChangeMemberRoleDocument, type MemberLineFragment } from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { Button } from '../../ui/button';
import { Dialog, DialogActions } from '../../ui/dialog';
import { Form, SubmitButton } from '../../ui/form';
import { toast } from '../../ui/toast-store';
import { refused } from './refused';
import { RoleChoice } from './role-choice';
import { roleLooks } from './roles';

interface ChangeRoleDialogProps {
  member: MemberLineFragment;
  close: () => void;
}

/** Gives a member another role. */
export function ChangeRoleDialog({ member: { id, role: held, user }, close }: ChangeRoleDialogProps) {
  const { run } = useVerb(ChangeMemberRoleDocument);
  const [role, setRole] = useState(held);

  async function submit() {
    const { problem } = await run({ userId: id, role });
    if (problem) return refused(problem);
    toast({ title: `${user.name} is ${roleLooks[role].one} now` });
    close();
  }

  return (
    <Dialog
      open
      onOpenChange={close}
      title={`Role of ${user.name}`}
      description={`Now ${roleLooks[held].one}. A new role holds from their next request on.`}
    >
      <Form onSubmit={submit} aria-label="Change role">
        <RoleChoice value={role} onChange={setRole} />
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <SubmitButton disabled={role === held}>
            {role === held ? 'Change role' : `Make ${roleLooks[role].one}`}
          </SubmitButton>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
