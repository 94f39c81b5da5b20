import { useState } from 'react';
import { useNavigate } from 'react-router';
import {
  CreatePolicyDocument,
  UpdatePolicyDocument,
  type PolicyFieldsFragment,
} from '../../graphql/generated/documents';
import { useCan, useTo } from '../../graphql/organization-context';
import { problem } from '../../graphql/problem';
import { useVerb } from '../../graphql/use-verb';
import { Banner } from '../../ui/banner';
import { Badge } from '../../ui/badge';
import { PageHeader } from '../../ui/page-header';
import { toast } from '../../ui/toast-store';
import { DeletePolicy } from './delete-policy';
import { inputOf, timeoutFault, type PolicyDraft } from './policy-draft';
import { PolicyForm } from './policy-form';
import { PolicyPreview } from './policy-preview';
import { usePolicyChoices } from './use-policy-choices';

interface PolicyEditorProps {
  /** Null for a new rule. */
  policy: PolicyFieldsFragment | null;
  start: PolicyDraft;
}

/** The form at the left; what it says and would have matched at the right. */
export function PolicyEditor({ policy, start }: PolicyEditorProps) {
  const [draft, setDraft] = useState(start);
  const choices = usePolicyChoices();
  const to = useTo();
  const mayManage = useCan()('policies:manage');
  const save = useSave(policy, draft);
  return (
    <>
      <PageHeader
        title={policy?.name ?? 'New rule'}
        breadcrumbs={[{ to: to('/policies'), label: 'Policies' }]}
        badge={policy && !policy.enabled ? <Badge>Off</Badge> : null}
        actions={policy && mayManage ? <DeletePolicy policy={policy} /> : null}
      />
      <div className="grid gap-x-10 gap-y-6 px-(--gutter) pb-10 lg:grid-cols-[minmax(0,1fr)_minmax(0,420px)]">
        <div className="grid max-w-160 content-start gap-4">
          {mayManage ? null : (
            <Banner tone="blue" title="You can read this rule but not change it">
              Owners and administrators write rules.
            </Banner>
          )}
          <PolicyForm
            draft={draft}
            onChange={setDraft}
            choices={choices}
            readOnly={!mayManage}
            onSubmit={save}
          />
        </div>
        <PolicyPreview draft={draft} choices={choices} />
      </div>
    </>
  );
}

/** Creates or replaces the rule, then goes back to the list. */
function useSave(policy: PolicyFieldsFragment | null, draft: PolicyDraft) {
  const create = useVerb(CreatePolicyDocument);
  const update = useVerb(UpdatePolicyDocument);
  const navigate = useNavigate();
  const to = useTo();
  return async () => {
    const fault = timeoutFault(draft);
    if (fault) return { ...problem('Check the form', ''), fields: { 'input.timeoutSeconds': fault } };
    const input = inputOf(draft);
    const { problem: failure } = policy
      ? await update.run({ id: policy.id, input })
      : await create.run({ input });
    if (failure) return failure;
    toast({
      title: policy ? 'Rule saved' : 'Rule added at the end',
      detail: 'It holds from the next request on.',
    });
    void navigate(to('/policies'));
    return null;
  };
}
