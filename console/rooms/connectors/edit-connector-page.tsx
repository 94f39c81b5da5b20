import { useNavigate, useParams } from 'react-router';
import { ConnectorForEditDocument } from '../../graphql/generated/documents';
import { useLock, useTo } from '../../graphql/organization-context';
import { useRead } from '../../graphql/use-read';
import { DetailView } from '../../ui/detail-view';
import { LockedPage } from '../../ui/locked-page';
import { PageHeader } from '../../ui/page-header';
import { toast } from '../../ui/toast-store';
import { draftOf, type KnownConnector } from './connector-draft';
import { ConnectorForm } from './connector-form';
import { NoConnector } from './no-connector';

/** Changing name, address or secret of a gateway. */
export function EditConnectorPage() {
  const { id = '' } = useParams();
  const read = useRead(ConnectorForEditDocument, { id });
  const locked = useLock()('connectors:manage');
  return (
    <DetailView read={read} thing={read.data?.connector} noun="connector" missing={<NoConnector />}>
      {(known) => <EditConnector known={known} locked={locked} />}
    </DetailView>
  );
}

function EditConnector({ known, locked }: { known: KnownConnector; locked: string | null }) {
  const to = useTo();
  const navigate = useNavigate();
  const back = () => void navigate(to(`/connectors/${known.id}`));
  return (
    <>
      <PageHeader
        title={`Change ${known.name}`}
        breadcrumbs={[
          { to: to('/connectors'), label: 'Connectors' },
          { to: to(`/connectors/${known.id}`), label: known.name },
        ]}
        description="A changed address or secret is tested first. The stored secret is never shown and never sent to another address."
      />
      {locked ? (
        <LockedPage reason={locked} />
      ) : (
        <ConnectorForm
          key={known.id}
          initial={draftOf(known)}
          known={known}
          onCancel={back}
          onSaved={() => {
            toast({ title: 'Saved' });
            back();
          }}
        />
      )}
    </>
  );
}
