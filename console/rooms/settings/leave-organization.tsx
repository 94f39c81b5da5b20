import { useState } from 'react';
import { useAccount } from '../../graphql/account-context';
import { RemoveMemberDocument } from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { refused } from '../members/refused';

/** Ends one's own membership, then loads afresh, so that nothing read here stays in memory. */
export function LeaveOrganization({ name }: { name: string }) {
  const { run } = useVerb(RemoveMemberDocument);
  const { viewer } = useAccount();
  const [asking, ask] = useState(false);
  const me = viewer?.user;
  if (!me) return null;
  return (
    <Card title="Leave">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <p className="min-w-0 flex-1 basis-64 text-ink-2 text-pretty">
          You lose access here and your service tokens stop working. The last owner cannot leave.
        </p>
        <Button tone="red" icon="log-out" onClick={() => ask(true)}>
          Leave organisation
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={ask}
        title={`Leave “${name}”?`}
        action="Leave organisation"
        typeToConfirm={name}
        onConfirm={async () => {
          const { problem } = await run({ userId: me.id });
          if (problem) return refused(problem);
          location.assign('/');
        }}
      >
        You lose access at once, and service tokens you made stop working. What you decided stays in the audit
        log. To come back you need an invite.
      </ConfirmDialog>
    </Card>
  );
}
