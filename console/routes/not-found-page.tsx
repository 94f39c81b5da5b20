import { EmptyState } from '../ui/empty-state';
import { LinkButton } from '../ui/link-button';
import { usePageTitle } from '../ui/use-page-title';

/** No page, or none for this visitor: the two look alike on purpose. */
export function NotFoundPage() {
  usePageTitle(['Not found']);
  return (
    <div className="grid min-h-full place-content-center">
      <EmptyState
        heading="h1"
        icon="search"
        title="There is nothing at this address"
        actions={
          <LinkButton to="/" look="primary">
            Go to the dashboard
          </LinkButton>
        }
      >
        The link may be wrong, the thing may have been removed, or it belongs to an organisation you are not a
        member of.
      </EmptyState>
    </div>
  );
}
