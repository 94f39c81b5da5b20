import { PoliciesDocument, type PolicyFieldsFragment } from '../../graphql/generated/documents';
import { useCan, useTo } from '../../graphql/organization-context';
import type { Problem } from '../../graphql/problem';
import { useRead } from '../../graphql/use-read';
import { ErrorState } from '../../ui/error-state';
import { LinkButton } from '../../ui/link-button';
import { PageHeader } from '../../ui/page-header';
import { SkeletonRows } from '../../ui/skeleton';
import { NoPolicies } from './no-policies';
import { PolicyList } from './policy-list';

/** The rules in their order. */
export function PoliciesPage() {
  const { data, problem, refresh } = useRead(PoliciesDocument, {});
  const to = useTo();
  const mayManage = useCan()('policies:manage');
  const policies = data?.approvalPolicies;
  return (
    <>
      <PageHeader
        title="Policies"
        description="Rules decide what runs at once, what never runs, and who decides the rest. The first match counts, except that any matching Deny wins."
        actions={
          mayManage && policies?.length ? (
            <LinkButton to={to('/policies/new')} look="primary" icon="plus">
              New rule
            </LinkButton>
          ) : null
        }
      />
      <Policies policies={policies} problem={problem} refresh={refresh} />
    </>
  );
}

interface PoliciesProps {
  policies: readonly PolicyFieldsFragment[] | undefined;
  problem: Problem | null;
  refresh: () => void;
}

function Policies({ policies, problem, refresh }: PoliciesProps) {
  if (policies) return policies.length === 0 ? <NoPolicies /> : <PolicyList policies={policies} />;
  if (problem)
    return (
      <ErrorState problem={problem} meaning="Rules keep being applied as they were." onRetry={refresh} />
    );
  return <SkeletonRows rows={4} label="Loading policies" />;
}
