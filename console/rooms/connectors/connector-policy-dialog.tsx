import { SetConnectorContentPolicyDocument } from '../../graphql/generated/documents';
import { useVerb } from '../../graphql/use-verb';
import { PolicyDialog } from '../hosts/policy-dialog';
import type { ConnectorDetail } from './connector-detail';

interface Props {
  connector: ConnectorDetail;
  close: () => void;
}

/** Another content policy for the sessions of one gateway. */
export function ConnectorPolicyDialog({ connector, close }: Props) {
  const { run } = useVerb(SetConnectorContentPolicyDocument);
  return (
    <PolicyDialog
      title={`What is kept of the sessions of “${connector.name}”?`}
      before={connector.contentPolicy}
      change={(contentPolicy) => run({ id: connector.id, contentPolicy })}
      close={close}
    />
  );
}
