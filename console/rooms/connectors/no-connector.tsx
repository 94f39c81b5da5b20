import { useTo } from '../../graphql/organization-context';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/link-button';

/** The id leads nowhere: removed, or never ours. */
export function NoConnector() {
  const to = useTo();
  return (
    <EmptyState
      heading="h1"
      icon="connector"
      title="There is no such connector"
      actions={<LinkButton to={to('/connectors')}>All connectors</LinkButton>}
    >
      It was removed, or the link is wrong. What happened there is kept in the audit log.
    </EmptyState>
  );
}
