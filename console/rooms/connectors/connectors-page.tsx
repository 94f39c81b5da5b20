import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';

export function ConnectorsPage() {
  return (
    <>
      <PageHeader title="Connectors" />
      <EmptyState icon="connector" title="No connectors yet">
        A connector links an OpenClaw gateway to this organisation.
      </EmptyState>
    </>
  );
}
