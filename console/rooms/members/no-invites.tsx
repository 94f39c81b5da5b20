import { useTo } from '../../graphql/organization-context';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/link-button';

/** Nothing to show: none that still works, or none at all. */
export function NoInvites({ pendingOnly }: { pendingOnly: boolean }) {
  const to = useTo();
  return (
    <EmptyState
      icon="link"
      title={pendingOnly ? 'No pending invites' : 'No invites yet'}
      actions={
        <LinkButton icon="plus" to={to('/members/invite')}>
          Make an invite link
        </LinkButton>
      }
    >
      {pendingOnly
        ? 'Every link was used, was revoked, or has run out.'
        : 'An invite is a link that adds one person, with the role you choose.'}
    </EmptyState>
  );
}
