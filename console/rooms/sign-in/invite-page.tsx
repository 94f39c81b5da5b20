import { useParams } from 'react-router';
import { useAccount } from '../../graphql/account-context';
import { InvitePreviewDocument, type InvitePreviewQuery } from '../../graphql/generated/documents';
import { useRead } from '../../graphql/use-read';
import { LinkButton } from '../../ui/link-button';
import { ProblemBanner } from '../../ui/problem-banner';
import { Skeleton } from '../../ui/skeleton';
import { Time } from '../../ui/time';
import { InviteForm } from './invite-form';
import { JoinButton } from './join-button';
import { SignInLayout } from './sign-in-layout';

/** Where an invite link leads: who invites to what, then joining. */
export function InvitePage() {
  const { token = '' } = useParams();
  const { data, problem } = useRead(InvitePreviewDocument, { token });
  if (problem) {
    const unknown = {
      ...problem,
      title: 'This invite does not work any more',
      advice: 'It was used, withdrawn, or has run out. Ask for a new link.',
    };
    return (
      <SignInLayout title="Invite">
        <div className="grid gap-4">
          <ProblemBanner problem={['NOT_FOUND', 'LINK_INVALID'].includes(problem.code) ? unknown : problem} />
          <LinkButton to="/login" size="large">
            Go to sign-in
          </LinkButton>
        </div>
      </SignInLayout>
    );
  }
  if (!data) {
    return (
      <SignInLayout title="Invite">
        <div role="status" aria-label="Loading the invite">
          <Skeleton width="70%" />
        </div>
      </SignInLayout>
    );
  }
  return <Invitation token={token} preview={data.invitePreview} />;
}

function Invitation({ token, preview }: { token: string; preview: InvitePreviewQuery['invitePreview'] }) {
  const { viewer } = useAccount();
  const { organizationName, role, expiresAt, email } = preview;
  return (
    <SignInLayout
      title={`Join ${organizationName}`}
      description={
        <>
          You are invited as {role.toLowerCase()}. The link works once and ends <Time at={expiresAt} />.
        </>
      }
    >
      {viewer?.user ? (
        <JoinButton token={token} email={viewer.user.email} />
      ) : (
        <InviteForm token={token} invited={email ?? null} />
      )}
    </SignInLayout>
  );
}
