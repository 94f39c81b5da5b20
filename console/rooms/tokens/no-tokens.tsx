import { useLock, useTo } from '../../graphql/organization-context';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/link-button';

/** What a service token is for, while there is none. */
export function NoTokens() {
  const to = useTo();
  const lock = useLock()('tokens:manage');
  return (
    <EmptyState
      icon="key"
      title="No service tokens yet"
      actions={
        <LinkButton look="primary" icon="plus" to={to('/tokens/new')} locked={lock}>
          New token
        </LinkButton>
      }
    >
      A dashboard, a script or a chat bot signs in with a token instead of a person. It reads and acts within
      its scopes, ends by itself, and can be revoked at any moment.
    </EmptyState>
  );
}
