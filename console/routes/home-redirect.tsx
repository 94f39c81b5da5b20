import { Navigate } from 'react-router';
import { useAccount } from '../graphql/account-context';
import { NoOrganizationPage } from './no-organization-page';

/** From the bare address to where the visitor belongs. */
export function HomeRedirect() {
  const { instance, viewer } = useAccount();
  if (instance.setupRequired) return <Navigate to="/setup" replace />;
  if (!viewer) return <Navigate to="/login" replace />;
  const first = viewer.organizations[0];
  return first ? <Navigate to={`/o/${first.slug}`} replace /> : <NoOrganizationPage />;
}
