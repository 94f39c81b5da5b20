import type { InviteMemberMutation } from '../../graphql/generated/documents';
import { useOrganization, useTo } from '../../graphql/organization-context';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { CopyBlock } from '../../ui/copy-block';
import { DefinitionList } from '../../ui/definition-list';
import { LinkButton } from '../../ui/link-button';
import { Time } from '../../ui/time';
import { RoleReach } from './role-reach';
import { roleLooks } from './roles';

interface InviteLinkProps {
  made: InviteMemberMutation['inviteMember'];
  onAnother: () => void;
}

/** The new link, shown once, and what it grants. */
export function InviteLink({ made: { url, invite }, onAnother }: InviteLinkProps) {
  const { name } = useOrganization();
  const to = useTo();
  return (
    <div className="grid max-w-2xl gap-4 px-(--gutter) pb-8">
      <Banner tone="amber" icon="eye" role="status" title="Copy the link now: it is shown only once">
        Nothing is sent for you. Pass it on over a channel you trust; until it is used, whoever has it
        {invite.email ? ' and this address ' : ' '}
        can join.
      </Banner>
      <CopyBlock label="Invite link" text={url} />
      <Card title="What it grants">
        <div className="grid gap-4">
          <DefinitionList
            items={[
              { label: 'Organisation', value: <bdi>{name}</bdi> },
              { label: 'For', value: invite.email ?? 'Anybody who has the link' },
              { label: 'Role', value: roleLooks[invite.role].word },
              {
                label: 'Works',
                value: (
                  <>
                    once, until <Time at={invite.expiresAt} shown="absolute" />
                  </>
                ),
              },
            ]}
          />
          <div className="border-t border-line-soft pt-3">
            <RoleReach role={invite.role} />
          </div>
        </div>
      </Card>
      <div className="flex flex-wrap gap-2">
        <LinkButton look="primary" to={to('/members/invites')}>
          Done
        </LinkButton>
        <Button icon="plus" onClick={onAnother}>
          Invite another
        </Button>
      </div>
    </div>
  );
}
