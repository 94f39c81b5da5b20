import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';

export function AuditPage() {
  return (
    <>
      <PageHeader title="Audit" />
      <EmptyState icon="scroll" title="The log is empty">
        Every change and every decision is written here.
      </EmptyState>
    </>
  );
}
