import { useParams } from 'react-router';
import { ApprovalByIdDocument } from '../../graphql/generated/documents';
import { useRead } from '../../graphql/use-read';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { LinkButton } from '../../ui/link-button';
import { SkeletonPage } from '../../ui/skeleton';
import { useHotkey } from '../../ui/use-hotkey';
import { ApprovalDetail } from './approval-detail';
import { useApprovalsPlace } from './use-approvals-place';

/** One request, by its URL. */
export function ApprovalPage() {
  const { approvalId = '' } = useParams();
  const { listPath, close } = useApprovalsPlace();
  const { data, loading, problem, refresh } = useRead(ApprovalByIdDocument, { id: approvalId });
  useHotkey({ keys: 'escape', does: 'Close the request', run: close });

  if (problem && !data)
    return (
      <ErrorState
        problem={problem}
        meaning="It waits until its time runs out."
        onRetry={refresh}
        heading="h1"
      />
    );
  if (loading || !data) return <SkeletonPage label="Loading the request" />;
  if (!data.approval) {
    return (
      <EmptyState
        icon="search"
        title="There is no such request"
        heading="h1"
        actions={<LinkButton to={listPath}>Back to the list</LinkButton>}
      >
        Its gateway may have been removed, or it belongs to another organisation.
      </EmptyState>
    );
  }
  return <ApprovalDetail key={data.approval.id} approval={data.approval} refresh={refresh} />;
}
