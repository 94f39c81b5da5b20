import type {
  ApprovalRowFragment,
  DecideApprovalInput,
  DecideApprovalsMutation,
  Decision,
} from '../../graphql/generated/documents';
import type { Tone } from '../../ui/tone';
import { deedOf, standing } from './approval-words';

/** As many as the API takes in one call. */
export const batchLimit = 100;
/** A longer action is read on its own page, not in a row of others. */
const readableLength = 2_000;

/** Why a request is left out of a batch and has to be opened; null when it goes along. */
export function leftOut(row: ApprovalRowFragment, decision: Decision): string | null {
  if (!row.allowedDecisions.includes(decision))
    return 'Its gateway or a policy does not offer this decision.';
  if (decision === 'DENY') return null;
  if (row.risk === 'CRITICAL') return 'Critical risk: open it and decide it by itself.';
  if (row.action.length > readableLength) return 'Too long for a batch: open it and read all of it.';
  return null;
}

/** The part of the mutation's input that each request of the batch becomes. */
export const inputOf = (
  row: ApprovalRowFragment,
  decision: Decision,
  reason: string,
): DecideApprovalInput => ({
  id: row.id,
  digest: row.digest,
  decision,
  reason: reason.trim() || null,
});

type Answer = DecideApprovalsMutation['decideApprovals'][number];

/** What became of one request of a batch, in words. */
export function resultOf(
  answer: Answer | undefined,
  decision: Decision,
  viewerId: string | undefined,
): { tone: Tone; words: string } {
  switch (answer?.__typename) {
    case 'Approval':
      return { tone: decision === 'DENY' ? 'red' : 'green', words: deedOf(decision) };
    case 'ApprovalAlreadyDecided':
      return { tone: 'blue', words: `${standing(answer.approval, viewerId)}, before you` };
    case 'ApprovalDigestMismatch':
      return { tone: 'amber', words: 'Not decided: it changed; open it and read it again' };
    case 'ApprovalDecisionForbidden':
      return { tone: 'amber', words: `Not decided: ${answer.reason}` };
    case 'ApprovalNotFound':
      return { tone: 'neutral', words: 'Gone: its gateway was removed' };
    case undefined:
      return { tone: 'amber', words: 'No answer: open it to see how it stands' };
  }
}
