import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';

export function TokensPage() {
  return (
    <>
      <PageHeader title="Tokens" />
      <EmptyState icon="key" title="No service tokens yet">
        A token lets automation read and act within its scopes.
      </EmptyState>
    </>
  );
}
