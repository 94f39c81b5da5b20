import type { ApprovalRowFragment, Decision } from '../../graphql/generated/documents';
import type { IconName } from '../../ui/icon-paths';
import type { Tone } from '../../ui/tone';

interface Look {
  word: string;
  tone: Tone;
  icon: IconName;
}

/** How each state looks: word, sign and colour. */
export const stateLooks: Record<ApprovalRowFragment['state'], Look> = {
  PENDING: { word: 'Waiting', tone: 'amber', icon: 'hourglass' },
  APPROVED: { word: 'Allowed', tone: 'green', icon: 'check' },
  REJECTED: { word: 'Denied', tone: 'red', icon: 'ban' },
  EXPIRED: { word: 'Expired', tone: 'neutral', icon: 'clock' },
  CANCELLED: { word: 'Cancelled', tone: 'neutral', icon: 'x' },
};

type Decided = Pick<ApprovalRowFragment, 'state' | 'decision' | 'decisionSource' | 'resolvedElsewhereBy'> & {
  decidedBy: { id: string; name: string } | null;
};

const deeds: Record<Decision, string> = {
  ALLOW_ONCE: 'Allowed once',
  ALLOW_ALWAYS: 'Allowed always',
  DENY: 'Denied',
};

/** The deed of a decision as a word: "Allowed once". */
export const deedOf = (decision: Decision): string => deeds[decision];

/** Who decided, as the end of a sentence: " by you", " by a policy", or nothing. */
function byWhom(approval: Decided, viewerId: string | undefined): string {
  const { decidedBy, decisionSource, resolvedElsewhereBy } = approval;
  if (decisionSource === 'PERSON' && decidedBy)
    return ` by ${decidedBy.id === viewerId ? 'you' : decidedBy.name}`;
  if (decisionSource === 'POLICY') return ' by a policy';
  if (decisionSource === 'ELSEWHERE')
    return ` at the gateway${resolvedElsewhereBy ? ` by ${resolvedElsewhereBy}` : ''}`;
  return '';
}

/** How a request stands, in a short sentence: "Denied by Grace Park". */
export function standing(approval: Decided, viewerId: string | undefined): string {
  const { state, decision } = approval;
  if (state === 'PENDING') return 'Waits for a decision';
  if (state === 'EXPIRED') return 'Denied: nobody decided in time';
  if (state === 'CANCELLED') return 'Withdrawn before a decision';
  const deed = decision ? deeds[decision] : stateLooks[state].word;
  return deed + byWhom(approval, viewerId);
}

/** What came of it; null while nothing is known or nothing can come. */
export function outcomeLook({
  outcome,
  exitCode,
}: Pick<ApprovalRowFragment, 'outcome' | 'exitCode'>): Look | null {
  if (outcome === 'NONE') return null;
  if (outcome === 'REFUSED') return { word: 'Did not run', tone: 'neutral', icon: 'ban' };
  if (outcome === 'UNKNOWN') return { word: 'Unknown whether it ran', tone: 'amber', icon: 'alert' };
  if (exitCode === null || exitCode === 0) return { word: 'Ran', tone: 'green', icon: 'check-circle' };
  return { word: `Ran, exit code ${exitCode}`, tone: 'red', icon: 'x-circle' };
}
