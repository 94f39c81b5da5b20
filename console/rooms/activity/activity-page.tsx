import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';

export function ActivityPage() {
  return (
    <>
      <PageHeader title="Activity" />
      <EmptyState icon="activity" title="Nothing has happened yet">
        Everything people, agents and gateways do shows up here as it happens.
      </EmptyState>
    </>
  );
}
