import { useNavigate, useSearchParams } from 'react-router';
import { useAccount } from '../../graphql/account-context';
import { useLock, useTo } from '../../graphql/organization-context';
import { PageHeader } from '../../ui/page-header';
import { toast } from '../../ui/toast-store';
import { ConnectorForm } from './connector-form';
import { newDraft } from './connector-draft';
import { LocalGateways } from './local-gateways';
import { LockedPage } from '../../ui/locked-page';

/** Adding a gateway: address, secret, test, save. */
export function NewConnectorPage() {
  const to = useTo();
  const locked = useLock()('connectors:manage');
  const { instance } = useAccount();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const url = params.get('url') ?? '';
  return (
    <>
      <PageHeader
        title="Add a gateway"
        breadcrumbs={[{ to: to('/connectors'), label: 'Connectors' }]}
        description="Nothing is saved before the test has shown what the gateway allows."
      />
      {locked ? (
        <LockedPage reason={locked} />
      ) : (
        <>
          {instance.mode === 'SELF_HOSTED' ? (
            <div className="flex flex-wrap items-center gap-2 px-4 pb-6 wide:px-6">
              <LocalGateways />
            </div>
          ) : null}
          <ConnectorForm
            key={url}
            initial={newDraft(url)}
            known={null}
            onCancel={() => void navigate(to('/connectors'))}
            onSaved={(id) => {
              toast({ title: 'Gateway added', detail: 'The page fills in as the link comes up.' });
              void navigate(to(`/connectors/${id}`));
            }}
          />
        </>
      )}
    </>
  );
}
