import { useState } from 'react';
import type { InviteMemberMutation } from '../../graphql/generated/documents';
import { useLock, useTo } from '../../graphql/organization-context';
import { LockedPage } from '../../ui/locked-page';
import { PageHeader } from '../../ui/page-header';
import { InviteForm } from './invite-form';
import { InviteLink } from './invite-link';

/** Making an invite: whom, as what, for how long; then the link, once. */
export function InviteMemberPage() {
  const to = useTo();
  const lock = useLock()('members:manage');
  // Only in memory: whoever leaves this page cannot see the link again.
  const [made, setMade] = useState<InviteMemberMutation['inviteMember'] | null>(null);
  return (
    <>
      <PageHeader
        title={made ? 'Invite link' : 'Invite a member'}
        breadcrumbs={[{ to: to('/members'), label: 'Members' }]}
        description={made ? undefined : 'You get a link to pass on. It works once, for one person.'}
      />
      {lock ? (
        <LockedPage reason={lock} />
      ) : made ? (
        <InviteLink made={made} onAnother={() => setMade(null)} />
      ) : (
        <InviteForm onMade={setMade} />
      )}
    </>
  );
}
