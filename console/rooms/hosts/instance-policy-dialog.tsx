import { SetInstancePolicyDocument } from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import type { Instance } from './host-detail';
import { PolicyDialog } from './policy-dialog';

/** Another content policy for one runtime. */
export function InstancePolicyDialog({ instance, close }: { instance: Instance; close: () => void }) {
  const { run } = useVerb(SetInstancePolicyDocument);
  return (
    <PolicyDialog
      title={`What leaves of “${instance.label}”?`}
      before={instance.contentPolicy ?? 'METADATA'}
      change={(contentPolicy) => run({ id: instance.id, contentPolicy })}
      close={close}
    />
  );
}
