import {
  RemoveMemberDocument,
  SuspendMemberDocument,
  type MemberLineFragment,
} from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { toast } from '../../ui/toast-store';
import { ChangeRoleDialog } from './change-role-dialog';
import { refused } from './refused';

/** What is asked about whom. */
export interface MemberQuestion {
  what: 'role' | 'suspend' | 'remove';
  member: MemberLineFragment;
}

interface MemberDialogsProps {
  question: MemberQuestion;
  close: () => void;
}

/** The one question that is open. */
export function MemberDialogs({ question: { what, member }, close }: MemberDialogsProps) {
  if (what === 'role') return <ChangeRoleDialog member={member} close={close} />;
  if (what === 'suspend') return <SuspendDialog member={member} close={close} />;
  return <RemoveDialog member={member} close={close} />;
}

interface QuestionProps {
  member: MemberLineFragment;
  close: () => void;
}

function SuspendDialog({ member, close }: QuestionProps) {
  const { run } = useVerb(SuspendMemberDocument);
  const { name } = member.user;
  return (
    <ConfirmDialog
      open
      onOpenChange={close}
      title={`Suspend ${name}?`}
      action="Suspend member"
      onConfirm={async () => {
        const { problem } = await run({ userId: member.id });
        if (problem) return refused(problem);
        toast({ title: `${name} is shut out`, detail: 'They can be let in again at any time.' });
      }}
    >
      They are shut out of this organisation within seconds, wherever they are signed in, and the service
      tokens they made stop working. They stay in the list with their role and can be let in again. Other
      organisations of theirs are not affected.
    </ConfirmDialog>
  );
}

function RemoveDialog({ member, close }: QuestionProps) {
  const { run } = useVerb(RemoveMemberDocument);
  const { name } = member.user;
  return (
    <ConfirmDialog
      open
      onOpenChange={close}
      title={`Remove ${name}?`}
      action="Remove member"
      onConfirm={async () => {
        const { problem } = await run({ userId: member.id });
        if (problem) return refused(problem);
        toast({ title: `${name} is no longer a member` });
      }}
    >
      They lose access within seconds and the service tokens they made stop working. What they decided stays
      in the audit log under their name. To come back they need a new invite; to shut them out for a while,
      suspend them instead.
    </ConfirmDialog>
  );
}
