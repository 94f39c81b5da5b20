import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';

export function PoliciesPage() {
  return (
    <>
      <PageHeader title="Policies" />
      <EmptyState icon="policy" title="No policies yet">
        Without a policy, a person decides every request.
      </EmptyState>
    </>
  );
}
