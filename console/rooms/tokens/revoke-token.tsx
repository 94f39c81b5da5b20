import { RevokeServiceTokenDocument, type ServiceTokenLineFragment } from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Time } from '../../ui/time';
import { toast } from '../../ui/toast-store';

interface RevokeTokenProps {
  token: ServiceTokenLineFragment;
  close: () => void;
}

/** Ends a token, after asking. */
export function RevokeToken({ token: { id, name, lastUsedAt }, close }: RevokeTokenProps) {
  const { run } = useVerb(RevokeServiceTokenDocument);
  return (
    <ConfirmDialog
      open
      onOpenChange={close}
      title={`Revoke “${name}”?`}
      action="Revoke token"
      onConfirm={async () => {
        const { problem } = await run({ id });
        if (problem) return problem;
        toast({ title: `“${name}” is revoked`, detail: 'Programs that use it are refused now.' });
      }}
    >
      Programs that use it are refused at once, and live connections are closed within seconds. It was{' '}
      {lastUsedAt ? (
        <>
          last used <Time at={lastUsedAt} />
        </>
      ) : (
        'never used'
      )}
      . This cannot be undone; a new token can take its place.
    </ConfirmDialog>
  );
}
