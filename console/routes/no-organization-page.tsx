import { useSignOut } from '../frame/use-sign-out';
import { BarePage } from '../ui/bare-page';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { usePageTitle } from '../ui/use-page-title';

/** Signed in, but a member of nothing any more. */
export function NoOrganizationPage() {
  usePageTitle(['No organisation']);
  const signOut = useSignOut();
  return (
    <BarePage>
      <EmptyState
        heading="h1"
        icon="building"
        title="You belong to no organisation"
        actions={<Button onClick={() => void signOut()}>Sign out</Button>}
      >
        Ask somebody in your organisation for an invite link and open it here.
      </EmptyState>
    </BarePage>
  );
}
