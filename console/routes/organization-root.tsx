import { Suspense, useEffect, useMemo } from 'react';
import { Navigate, Outlet, useLocation, useNavigate, useParams } from 'react-router';
import { Frame } from '../frame/frame';
import { useAccount, type Organization } from '../graphql/account-context';
import { OrganizationProvider } from '../graphql/organization-context';
import { createSession } from '../graphql/session';
import { SessionProvider } from '../graphql/session-context';
import { BarePage } from '../ui/bare-page';
import { SkeletonPage } from '../ui/skeleton';
import { NotFoundPage } from './not-found-page';
import { signInPath } from './sign-in-path';

/** Guards everything of an organisation: signed in, and a member of the one in the URL. */
export function OrganizationRoot() {
  const { viewer } = useAccount();
  const { slug } = useParams();
  const here = useLocation();
  if (!viewer) return <Navigate to={signInPath(here)} replace />;
  const organization = viewer.organizations.find((one) => one.slug === slug);
  // Not a member and not existing look the same, here as in the API.
  if (!organization) {
    return (
      <BarePage>
        <NotFoundPage />
      </BarePage>
    );
  }
  return <OrganizationSession key={organization.slug} organization={organization} />;
}

/** One session per organisation: its own cache and its own live link. */
function OrganizationSession({ organization }: { organization: Organization }) {
  const { refresh } = useAccount();
  const navigate = useNavigate();
  const session = useMemo(
    () =>
      createSession({
        organization: organization.slug,
        onSignedOut: () => void refresh().then(() => navigate(signInPath(location))),
        onMembershipChanged: () => void refresh(),
      }),
    [organization.slug, refresh, navigate],
  );
  useEffect(() => () => session.close(), [session]);
  return (
    <SessionProvider session={session}>
      <OrganizationProvider organization={organization}>
        <Frame>
          <Suspense fallback={<SkeletonPage />}>
            <Outlet />
          </Suspense>
        </Frame>
      </OrganizationProvider>
    </SessionProvider>
  );
}
