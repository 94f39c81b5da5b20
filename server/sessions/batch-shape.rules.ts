import { AppError } from '../platform/errors/app-error.js';
import type { WireBatch, WireEntry, WireFacts, WireUsage } from './session-batch.js';

const most = { sessions: 200, entries: 1000, usages: 1000 } as const;
/** No model call is near it; with any list price the cost of one still fits a bigint of USD × 10⁻¹². */
const mostTokens = 1e10;
const mostReportedMicros = 1e12;
const toldFaults = 5;
const sha256 = /^[0-9a-f]{64}$/;

type Faults = Record<string, string>;

/**
 * Holds a batch to its bounds. Only what our own host program would never send is refused, because a refused batch is
 * one the host cannot get past; what a transcript may contain is cut or left out instead.
 * @throws AppError INVALID_INPUT naming the first wrong places.
 */
export function checkShape(batch: WireBatch): void {
  const faults: Faults = {};
  for (const [name, limit] of Object.entries(most)) {
    if (batch[name as keyof typeof most].length > limit) faults[name] = `At most ${limit}.`;
  }
  if (Object.keys(faults).length === 0) {
    collect(faults, 'sessions', batch.sessions, factsFaults);
    collect(faults, 'entries', batch.entries, entryFaults);
    collect(faults, 'usages', batch.usages, usageFaults);
  }
  if (Object.keys(faults).length > 0) throw new AppError('INVALID_INPUT', undefined, { fields: faults });
}

function collect<T>(faults: Faults, list: string, items: readonly T[], faultsOf: (item: T) => Faults): void {
  for (const [i, item] of items.entries()) {
    for (const [field, words] of Object.entries(faultsOf(item))) {
      if (Object.keys(faults).length >= toldFaults) return;
      faults[`${list}.${i}.${field}`] = words;
    }
  }
}

function factsFaults(facts: WireFacts): Faults {
  return wrong({
    externalId: length(facts.externalId, 200),
    parentExternalId: facts.parentExternalId ? length(facts.parentExternalId, 200) : null,
    reportedCostUsdMicros: number(facts.reportedCostUsdMicros ?? 0, mostReportedMicros),
  });
}

function entryFaults(entry: WireEntry): Faults {
  return wrong({
    sessionExternalId: length(entry.sessionExternalId, 200),
    key: length(entry.key, 200),
    position: whole(entry.position, Number.MAX_SAFE_INTEGER),
    textLength: whole(entry.textLength, 2 ** 31 - 1),
    redactions: whole(entry.redactions, 2 ** 31 - 1),
    digest: sha256.test(entry.digest) ? null : '64 lower-case hex digits.',
  });
}

function usageFaults(usage: WireUsage): Faults {
  const { input, cacheRead, cacheWrite, cacheWriteLong, output, reasoning } = usage;
  const counts = { input, cacheRead, cacheWrite, cacheWriteLong, output, reasoning };
  return wrong({
    sessionExternalId: length(usage.sessionExternalId, 200),
    key: length(usage.key, 400),
    entryKey: usage.entryKey ? length(usage.entryKey, 200) : null,
    ...Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, whole(value, mostTokens)])),
  });
}

function wrong(words: Record<string, string | null>): Faults {
  return Object.fromEntries(
    Object.entries(words).filter((pair): pair is [string, string] => pair[1] !== null),
  );
}

const length = (text: string, limit: number) =>
  text.length >= 1 && text.length <= limit ? null : `From 1 to ${limit} characters.`;

const number = (value: number, limit: number) =>
  value >= 0 && value <= limit ? null : `From 0 to ${limit}.`;

const whole = (value: number, limit: number) =>
  Number.isInteger(value) && value >= 0 && value <= limit ? null : `A whole number from 0 to ${limit}.`;
