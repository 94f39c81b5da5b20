import type { KillInput } from '../../graphql/generated/documents';
import type { StopTarget } from './stop-target';

/** What the form of a stop order holds. */
export interface StopDraft {
  reason: string;
  /** Minutes the order stays queued for a gateway that cannot be reached. */
  minutes: number;
}

/** How long an order may wait for a gateway, with what the server takes when nothing is said in between. */
export const expiries: readonly { minutes: number; words: string }[] = [
  { minutes: 15, words: '15 minutes' },
  { minutes: 60, words: '1 hour' },
  { minutes: 1_440, words: '24 hours' },
  { minutes: 10_080, words: '7 days' },
];

export const newStopDraft: StopDraft = { reason: '', minutes: 1_440 };

const longestReason = 500;
const unprintable = /[^\P{Cc}\t\n]|\p{Cf}/u;

/** What is wrong with a reason, before it is sent; the server has the last word. */
export function reasonProblem(reason: string): string | null {
  const length = [...reason.trim()].length;
  if (length > longestReason) return `At most ${longestReason} characters; these are ${length}.`;
  return unprintable.test(reason) ? 'No control or invisible characters.' : null;
}

/** The order as the contract wants it; the organisation is meant when no target is named. */
export const stopInput = (target: StopTarget, { reason, minutes }: StopDraft): KillInput => ({
  scope: target.scope,
  targetId: target.scope === 'ORGANIZATION' ? undefined : target.id,
  reason: reason.trim() || undefined,
  expiresInMinutes: minutes,
});

export const expiryWords = (minutes: number): string =>
  expiries.find((one) => one.minutes === minutes)?.words ?? `${minutes} minutes`;
