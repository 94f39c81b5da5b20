import { killEvents } from './agents.events.js';
import type { KillState } from './kill-switch-row.js';

/** States in which an order is in force: agents are to be stopped, and stopped again when something undid it. */
export const inForce: readonly KillState[] = ['PENDING', 'CONFIRMED_STOPPED', 'UNKNOWN'];

/** States in which agents are still held: while an order is being lifted the gateway may not have let go yet. */
export const holding: readonly KillState[] = [...inForce, 'LIFTING'];

export const defaultExpiryMinutes = 1440;
const maxExpiryMinutes = 10_080;

/** Minutes a queued order waits, checked; null when out of 1-10080. */
export function expiryMinutes(asked: number | null | undefined): number | null {
  const minutes = asked ?? defaultExpiryMinutes;
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= maxExpiryMinutes ? minutes : null;
}

/**
 * The state of an order from those of its gateways. Without any gateway there is nothing to stop, so all is stopped.
 * While one waits, the order waits. An order that reached one gateway and not another is not expired: nobody knows.
 */
export function stateFrom(reports: readonly KillState[], lifting: boolean): KillState {
  if (lifting) return reports.every((state) => state === 'LIFTED') ? 'LIFTED' : 'LIFTING';
  const concerned = reports.filter((state) => state !== 'LIFTED');
  if (concerned.includes('PENDING')) return 'PENDING';
  if (concerned.every((state) => state === 'CONFIRMED_STOPPED')) return 'CONFIRMED_STOPPED';
  return concerned.every((state) => state === 'EXPIRED') ? 'EXPIRED' : 'UNKNOWN';
}

const eventOfState: Record<KillState, string> = {
  PENDING: killEvents.pending,
  CONFIRMED_STOPPED: killEvents.confirmed,
  UNKNOWN: killEvents.unknown,
  EXPIRED: killEvents.expired,
  LIFTING: killEvents.liftAsked,
  LIFTED: killEvents.lifted,
};

/** Event type of an order's step from one state to another; null when it stays. */
export function eventOfStep(before: KillState, after: KillState): string | null {
  return before === after ? null : eventOfState[after];
}

const maxSteps = 40;
const maxWords = 500;

/** The words of a report with new ones added: bounded, the oldest of the middle dropped, nothing said twice in a row. */
export function addSteps(known: readonly string[], more: readonly string[]): string[] {
  const said = more.map((words) => words.slice(0, maxWords));
  const tail = known.slice(-said.length);
  const repeated =
    said.length > 0 && said.length === tail.length && said.every((words, i) => words === tail[i]);
  const all = repeated ? [...known] : [...known, ...said];
  return all.length <= maxSteps ? all : [...all.slice(0, maxSteps / 2), ...all.slice(-maxSteps / 2)];
}
