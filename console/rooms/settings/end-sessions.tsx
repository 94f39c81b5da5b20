import {
  RevokeOtherSessionsDocument,
  RevokeSessionDocument,
  type LoginSessionLineFragment,
} from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { toast } from '../../ui/toast-store';
import { deviceWords } from './device-words';

interface EndSessionsProps {
  which: LoginSessionLineFragment | 'others';
  close: () => void;
}

/** Ends one session, or all but this one, after asking. */
export function EndSessions({ which, close }: EndSessionsProps) {
  const one = useVerb(RevokeSessionDocument);
  const others = useVerb(RevokeOtherSessionsDocument);

  async function end() {
    if (which === 'others') {
      const { data, problem } = await others.run({});
      if (problem) return problem;
      const count = data.revokeOtherSessions;
      toast({ title: count === 1 ? 'One session ended' : `${count} sessions ended` });
      return;
    }
    const { problem } = await one.run({ id: which.id });
    if (problem) return problem;
    toast({ title: 'Session ended' });
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={close}
      title={
        which === 'others' ? 'End all other sessions?' : `End the session of ${deviceWords(which.userAgent)}?`
      }
      action={which === 'others' ? 'End all others' : 'End session'}
      onConfirm={end}
    >
      {which === 'others' ? 'You stay signed in here only. ' : ''}
      Whoever uses {which === 'others' ? 'them' : 'it'} has to sign in again, and live connections close
      within 5 s. If you did not know {which === 'others' ? 'one of them' : 'it'}, change your password too.
    </ConfirmDialog>
  );
}
