import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';

export function SettingsPage() {
  return (
    <>
      <PageHeader title="Settings" />
      <EmptyState icon="settings" title="Nothing to set yet">
        Name of the organisation, sessions, and what the server depends on.
      </EmptyState>
    </>
  );
}
