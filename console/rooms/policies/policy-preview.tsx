import { useEffect, useState } from 'react';
import { SimulatePolicyDocument } from '../../graphql/generated/documents';
import { useRead } from '../../graphql/use-read';
import { Banner } from '../../ui/banner';
import { Card } from '../../ui/card';
import { inputOf, matchesEverything, timeoutFault, type PolicyDraft } from './policy-draft';
import { policySentence } from './policy-sentence';
import { SimulationResult } from './simulation-result';
import { namesOf, type PolicyChoices } from './use-policy-choices';

const settleMs = 350;

/** The rule in a sentence, and what it would have matched, while it is being written. */
export function PolicyPreview({ draft, choices }: { draft: PolicyDraft; choices: PolicyChoices }) {
  const input = inputOf(draft);
  const settled = useSettled(JSON.stringify({ ...input, name: 'Draft', enabled: true }));
  const valid = timeoutFault(draft) === null;
  const { data, problem } = useRead(
    SimulatePolicyDocument,
    { input: JSON.parse(settled) as typeof input },
    { when: valid },
  );
  const sentence = policySentence(input, {
    agents: namesOf(draft.agentIds, choices.agents),
    connectors: namesOf(draft.connectorIds, choices.connectors),
  });
  return (
    <div className="grid content-start gap-4 lg:sticky lg:top-5 lg:self-start">
      <Card title="In words">
        <p className="text-lead text-ink wrap-anywhere" aria-live="polite">
          <bdi>{sentence}</bdi>
        </p>
      </Card>
      {matchesEverything(input) && draft.effect !== 'REQUIRE_APPROVAL' ? (
        <Banner
          tone="red"
          title={draft.effect === 'ALLOW' ? 'It allows everything, unseen' : 'It denies everything, always'}
        >
          The rule has no condition. Add one, or nothing else will ever be asked.
        </Banner>
      ) : null}
      <Card title="Against the past" flush>
        <SimulationResult simulation={data?.simulateApprovalPolicy} problem={problem} effect={draft.effect} />
      </Card>
    </div>
  );
}

/** The text once it has not changed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
