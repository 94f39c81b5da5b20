import { useParams, useSearchParams } from 'react-router';
import { PoliciesDocument } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { useRead } from '../../graphql/use-read';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { LinkButton } from '../../ui/link-button';
import { SkeletonPage } from '../../ui/skeleton';
import { draftOf, emptyDraft } from './policy-draft';
import { PolicyEditor } from './policy-editor';
import { starters } from './starters';

/** A rule in the editor: a new one, perhaps with a start, or one that exists. */
export function PolicyPage() {
  const { policyId } = useParams();
  const [params] = useSearchParams();
  const starter = starters.find(({ key }) => key === params.get('starter'));
  if (policyId === undefined)
    return <PolicyEditor key={starter?.key ?? 'new'} policy={null} start={starter?.draft ?? emptyDraft} />;
  return <ExistingPolicy id={policyId} />;
}

function ExistingPolicy({ id }: { id: string }) {
  const to = useTo();
  const { data, loading, problem, refresh } = useRead(PoliciesDocument, {});
  if (problem && !data) return <ErrorState problem={problem} onRetry={refresh} heading="h1" />;
  if (loading || !data) return <SkeletonPage label="Loading the rule" />;
  const policy = data.approvalPolicies.find((one) => one.id === id);
  if (policy) return <PolicyEditor key={id} policy={policy} start={draftOf(policy)} />;
  return (
    <EmptyState
      icon="policy"
      title="There is no such rule"
      heading="h1"
      actions={<LinkButton to={to('/policies')}>All policies</LinkButton>}
    >
      It may have been deleted. The audit log keeps what it decided.
    </EmptyState>
  );
}
