import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';

export function ApprovalsPage() {
  return (
    <>
      <PageHeader title="Approvals" />
      <EmptyState icon="inbox" title="No approvals waiting">
        When an agent asks for something risky, it appears here at once.
      </EmptyState>
    </>
  );
}
