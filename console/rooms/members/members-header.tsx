import { useCan, useLock, useTo } from '../../graphql/organization-context';
import { LinkButton } from '../../ui/link-button';
import { PageHeader } from '../../ui/page-header';
import { Tabs } from '../../ui/tabs';

/** What the list of members and the list of invites have in common. */
export function MembersHeader({ title }: { title: string }) {
  const to = useTo();
  const can = useCan();
  const lock = useLock();
  return (
    <div className="pb-3">
      <PageHeader
        title={title}
        description="Who belongs to the organisation, and what each of them may do."
        actions={
          <LinkButton look="primary" icon="plus" to={to('/members/invite')} locked={lock('members:manage')}>
            Invite
          </LinkButton>
        }
      >
        {can('members:manage') ? (
          <Tabs
            label="Members and invites"
            tabs={[
              { to: to('/members'), label: 'Members', end: true },
              { to: to('/members/invites'), label: 'Invites' },
            ]}
          />
        ) : null}
      </PageHeader>
    </div>
  );
}
