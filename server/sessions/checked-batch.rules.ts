import type { ContentPolicy } from '../../schema/generated/types.js';
import { plainText } from '../platform/database/jsonb.js';
import { checkShape } from './batch-shape.rules.js';
import { cut, keptContent, keptTitle } from './content-policy.rules.js';
import type {
  BatchEntry,
  BatchUsage,
  CheckedBatch,
  SessionFacts,
  WireBatch,
  WireEntry,
  WireFacts,
  WireUsage,
} from './session-batch.js';

/** Older than any of these runtimes. */
const earliest = Date.UTC(2000, 0, 1);
const aheadMs = 24 * 60 * 60 * 1000;
export const picosPerMicro = 1_000_000;

/**
 * Turns what a host sent into what may be stored: bounds checked, texts cut and cleaned, content kept to the policy.
 * @param now for telling times no clock can have shown: they are left out, or one wrong clock would lead every list.
 * @throws AppError INVALID_INPUT for what our own programs would never send.
 */
export function checkedBatch(wire: WireBatch, contentPolicy: ContentPolicy, now: Date): CheckedBatch {
  checkShape(wire);
  const at = (date: Date | null | undefined) => plausible(date, now);
  const entries = wire.entries.map((entry) => checkedEntry(entry, contentPolicy, at));
  const usages = wire.usages.map((usage) => checkedUsage(usage, at));
  const sessions = new Map<string, SessionFacts>();
  for (const facts of wire.sessions.map((told) => checkedFacts(told, contentPolicy, at))) {
    sessions.set(facts.externalId, merged(sessions.get(facts.externalId), facts));
  }
  for (const { sessionExternalId } of [...entries, ...usages]) {
    if (!sessions.has(sessionExternalId)) sessions.set(sessionExternalId, untold(sessionExternalId));
  }
  return { contentPolicy, sessions: [...sessions.values()], entries, usages };
}

type At = (date: Date | null | undefined) => Date | null;

function checkedFacts(told: WireFacts, policy: ContentPolicy, at: At): SessionFacts {
  const externalId = plainText(told.externalId);
  const parent = text(told.parentExternalId, 200);
  return {
    externalId,
    relation: told.relation,
    parentExternalId: parent === externalId ? null : parent,
    title: keptTitle(policy, text(told.title, 500)),
    cwd: text(told.cwd, 2000),
    repository: text(told.repository, 500),
    branch: text(told.branch, 500),
    runtimeVersion: text(told.runtimeVersion, 100),
    status: told.status,
    startedAt: at(told.startedAt),
    endedAt: at(told.endedAt),
    bornAt: at(told.bornAt),
    sourceGone: told.sourceGone,
    reportedUsdPicos: picos(told.reportedCostUsdMicros),
    // Whether there is a price is for the price list to say.
    basis: told.basis === 'UNPRICED' ? null : (told.basis ?? null),
  };
}

function checkedEntry(entry: WireEntry, policy: ContentPolicy, at: At): BatchEntry {
  const content = keptContent(policy, {
    text: typeof entry.text === 'string' ? plainText(entry.text) : null,
    textLength: entry.textLength,
    withheld: entry.withheld,
    redactions: entry.redactions,
  });
  return {
    ...entry,
    ...content,
    sessionExternalId: plainText(entry.sessionExternalId),
    key: plainText(entry.key),
    at: at(entry.at),
    role: entry.role ?? null,
    toolName: text(entry.toolName, 200),
    toolCallId: text(entry.toolCallId, 200),
    model: text(entry.model, 200),
  };
}

function checkedUsage(usage: WireUsage, at: At): BatchUsage {
  return {
    ...usage,
    sessionExternalId: plainText(usage.sessionExternalId),
    key: plainText(usage.key),
    entryKey: text(usage.entryKey, 200),
    at: at(usage.at),
    model: text(usage.model, 200) ?? 'unknown',
    provider: text(usage.provider, 100),
    elsewhere: text(usage.elsewhere, 200),
    reasoning: Math.min(usage.reasoning, usage.output),
  };
}

function merged(earlier: SessionFacts | undefined, later: SessionFacts): SessionFacts {
  if (!earlier) return later;
  const told = Object.entries(later).filter(([, value]) => value !== null);
  return { ...earlier, ...(Object.fromEntries(told) as Partial<SessionFacts>) };
}

function untold(externalId: string): SessionFacts {
  return {
    externalId,
    ...{ relation: null, parentExternalId: null, title: null, cwd: null, repository: null, branch: null },
    ...{ runtimeVersion: null, status: null, startedAt: null, endedAt: null, bornAt: null },
    ...{ sourceGone: null, reportedUsdPicos: null, basis: null },
  };
}

function text(value: string | null | undefined, limit: number): string | null {
  return value ? plainText(cut(value, limit)) : null;
}

function plausible(date: Date | null | undefined, now: Date): Date | null {
  if (!date) return null;
  return date.getTime() >= earliest && date.getTime() <= now.getTime() + aheadMs ? date : null;
}

const picos = (micros: number | null | undefined) =>
  micros === null || micros === undefined ? null : Math.round(micros * picosPerMicro);
