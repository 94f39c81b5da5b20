import type { KillState, StopOrderFragment } from '../../graphql/generated/documents';
import type { IconName } from '../../ui/icon-paths';
import type { Tone } from '../../ui/tone';

interface StopLook {
  /** As a state beside a name. */
  word: string;
  tone: Tone;
  icon: IconName;
  /** Of one gateway under the order. */
  ofGateway: string;
  /** What it means and what to do. */
  meaning: string;
}

/** How each state of a stop order shows. Nothing but a confirmed stop is called stopped. */
export const stopLooks: Record<KillState, StopLook> = {
  PENDING: {
    word: 'Not confirmed yet',
    tone: 'amber',
    icon: 'hourglass',
    ofGateway: 'Waiting',
    meaning:
      'The order holds here from now on. Until every gateway has confirmed it, work may still run there.',
  },
  CONFIRMED_STOPPED: {
    word: 'Confirmed stopped',
    tone: 'red',
    icon: 'stop',
    ofGateway: 'Confirmed stopped',
    meaning:
      'Running work was aborted and new work is refused, checked after the order. It is ordered again should a gateway lose it.',
  },
  UNKNOWN: {
    word: 'Unknown',
    tone: 'red',
    icon: 'alert',
    ofGateway: 'Unknown',
    meaning:
      'At least one gateway did not confirm, so work may still run there. Look at its steps below and stop it at the gateway itself.',
  },
  EXPIRED: {
    word: 'Expired, not stopped',
    tone: 'red',
    icon: 'x-circle',
    ofGateway: 'Never reached',
    meaning:
      'No gateway could be reached in time, so nothing was stopped there. Order it again to keep trying.',
  },
  LIFTING: {
    word: 'Being lifted',
    tone: 'blue',
    icon: 'undo',
    ofGateway: 'Being restored',
    meaning: 'What the stop changed is being put back. Agents work again as soon as their gateway confirms.',
  },
  LIFTED: {
    word: 'Lifted',
    tone: 'neutral',
    icon: 'check',
    ofGateway: 'Restored',
    meaning: 'Over. What the stop had changed was put back.',
  },
};

/** States in which an order can be lifted. */
const liftable: ReadonlySet<KillState> = new Set(['PENDING', 'CONFIRMED_STOPPED', 'UNKNOWN']);

export const canLift = (state: KillState): boolean => liftable.has(state);

/** In force, or still letting go: agents are held. */
export const isHolding = (state: KillState): boolean => canLift(state) || state === 'LIFTING';

/** On its way to another state, so that looking often pays. */
export const isMoving = (state: KillState): boolean => state === 'PENDING' || state === 'LIFTING';

type Reports = StopOrderFragment['reports'];

/** "2 of 3 gateways confirmed stopped". An order without gateways had nothing to stop. */
export function progressWords(state: KillState, reports: Reports): string {
  if (reports.length === 0) return 'No gateway was concerned';
  const wanted: KillState = state === 'LIFTING' || state === 'LIFTED' ? 'LIFTED' : 'CONFIRMED_STOPPED';
  const there = reports.filter((report) => report.state === wanted).length;
  const done = wanted === 'LIFTED' ? 'restored' : 'confirmed stopped';
  return `${there} of ${reports.length} ${reports.length === 1 ? 'gateway' : 'gateways'} ${done}`;
}

const urgency: readonly KillState[] = [
  'UNKNOWN',
  'EXPIRED',
  'PENDING',
  'LIFTING',
  'CONFIRMED_STOPPED',
  'LIFTED',
];

/** Gateways somebody has to look at first. */
export const byUrgency = (reports: Reports): Reports =>
  reports.toSorted((one, other) => urgency.indexOf(one.state) - urgency.indexOf(other.state));
