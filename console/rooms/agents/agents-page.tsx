import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';

export function AgentsPage() {
  return (
    <>
      <PageHeader title="Agents" />
      <EmptyState icon="agent" title="No agents yet">
        Agents appear here once a connector is linked to its gateway.
      </EmptyState>
    </>
  );
}
