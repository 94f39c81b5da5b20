import { isRouteErrorResponse, useRouteError } from 'react-router';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { LinkButton } from '../ui/link-button';
import { usePageTitle } from '../ui/use-page-title';
import { NotFoundPage } from './not-found-page';

/** A chunk that is gone was usually replaced by a newer release: loading the page again fetches it. */
const isStaleBuild = (error: unknown): boolean =>
  error instanceof TypeError && /dynamically imported module|Importing a module/i.test(error.message);

/** Where an error in drawing a page ends. The rest of the console keeps working. */
export function CrashPage() {
  const error = useRouteError();
  usePageTitle(['This page stopped']);
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  const stale = isStaleBuild(error);
  return (
    <div className="grid min-h-full place-content-center" role="alert">
      <EmptyState
        heading="h1"
        icon="alert"
        title={stale ? 'ClawButler was updated' : 'This page stopped working'}
        actions={
          <>
            <Button look="primary" icon="refresh" onClick={() => location.reload()}>
              Load the page again
            </Button>
            <LinkButton to="/">Go to the dashboard</LinkButton>
          </>
        }
      >
        {stale
          ? 'This window still runs the earlier version.'
          : 'An error in the console, not in governance: approvals, policies and gateways go on as before.'}
        {stale ? null : (
          <code className="mono mt-3 block text-meta text-ink-2 wrap-anywhere">{messageOf(error)}</code>
        )}
      </EmptyState>
    </div>
  );
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
