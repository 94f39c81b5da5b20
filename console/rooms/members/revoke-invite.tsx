import { RevokeInviteDocument, type InviteLineFragment } from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { toast } from '../../ui/toast-store';
import { roleLooks } from './roles';

interface RevokeInviteProps {
  invite: InviteLineFragment;
  close: () => void;
}

/** Takes an invite back, after asking. */
export function RevokeInvite({ invite: { id, email, role }, close }: RevokeInviteProps) {
  const { run } = useVerb(RevokeInviteDocument);
  return (
    <ConfirmDialog
      open
      onOpenChange={close}
      title={email ? `Revoke the invite for ${email}?` : 'Revoke this invite?'}
      action="Revoke invite"
      onConfirm={async () => {
        const { problem } = await run({ id });
        if (problem?.code === 'CONFLICT')
          return { ...problem, advice: 'Remove the member instead, if they should not be here.' };
        if (problem) return problem;
        toast({ title: 'Invite revoked', detail: 'Its link works no more.' });
      }}
    >
      The link stops working at once; nobody can join with it as {roleLooks[role].one}. You can make a new one
      at any time.
    </ConfirmDialog>
  );
}
