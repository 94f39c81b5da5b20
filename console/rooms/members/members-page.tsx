import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';

export function MembersPage() {
  return (
    <>
      <PageHeader title="Members" />
      <EmptyState icon="users" title="Only you so far">
        Invite people by a link.
      </EmptyState>
    </>
  );
}
