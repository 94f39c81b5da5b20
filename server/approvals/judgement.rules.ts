import type { BoundAction } from './action.rules.js';
import type { ApprovalRow, Decision } from './approval-row.js';
import type { PolicyVerdict } from './policy.rules.js';
import type { assessRisk } from './risk.rules.js';

/** A request, weighed: what it is, how risky, what the policies say, and whether a kill switch holds its agent. */
export interface Judged {
  bound: BoundAction;
  risk: ReturnType<typeof assessRisk>;
  verdict: PolicyVerdict;
  killed: boolean;
  agentId: string | null;
}

/** A decision taken without a person, in whose name, and why. */
export interface Ruling {
  state: 'APPROVED' | 'REJECTED';
  decision: Decision;
  words: string;
  actor: { kind: 'POLICY'; id: string | null; label: string };
}

/** What is decided at once; null when a person must. Nothing that cannot be shown whole, or is not offered, is allowed. */
export function rulingOf(
  judged: Judged,
  row: Pick<ApprovalRow, 'policy_sentence' | 'details'>,
): Ruling | null {
  const { effect, rule, sentence } = judged.verdict;
  if (judged.killed) return deny(row.policy_sentence, null, 'Kill switch');
  const id = rule?.id ?? null;
  const name = rule?.name ?? 'Policy';
  if (effect === 'DENY') return deny(sentence, id, name);
  if (effect !== 'ALLOW' || !judged.bound.showable || !row.details.offered.includes('ALLOW_ONCE'))
    return null;
  return {
    state: 'APPROVED',
    decision: 'ALLOW_ONCE',
    words: sentence,
    actor: { kind: 'POLICY', id, label: name },
  };
}

function deny(words: string, id: string | null, label: string): Ruling {
  return { state: 'REJECTED', decision: 'DENY', words, actor: { kind: 'POLICY', id, label } };
}
