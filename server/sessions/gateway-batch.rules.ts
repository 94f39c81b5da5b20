import type { HistoryMessage, HistoryPart } from '../connectors/openclaw/history-messages.js';
import type { UsagePoint } from '../connectors/openclaw/read-history.js';
import type { GatewaySessionRow } from '../connectors/openclaw/read-sessions.js';
import { plainText } from '../platform/database/jsonb.js';
import type { WireBatch, WireEntry, WireFacts, WireUsage } from './session-batch.js';

/** OpenClaw's name for letting Claude Code do the work. */
export const claudeBackend = 'claude-cli';
/** Places between two messages: more than one message has parts. */
const span = 1000;
const longestName = 200;

/** A session's name here: its transcript's id, since after a reset the same key leads to another transcript. */
export function nameOf(row: GatewaySessionRow): string | null {
  const name = plainText(row.sessionId ?? row.key);
  return name.length >= 1 && name.length <= longestName ? name : null;
}

/**
 * What a gateway tells of its sessions.
 * @param names sessions' names by their keys, for naming parents
 */
export function factsOf(row: GatewaySessionRow, names: ReadonlyMap<string, string>): WireFacts[] {
  const externalId = nameOf(row);
  if (externalId === null) return [];
  const parent = row.parentKey === null ? undefined : names.get(row.parentKey);
  return [
    {
      externalId,
      relation: row.isFork ? 'FORK' : row.parentKey === null ? 'MAIN' : 'SUBAGENT',
      parentExternalId: parent ?? null,
      title: row.label ?? row.key,
      status: statusOf(row),
      startedAt: date(row.createdAtMs ?? row.startedAtMs),
      endedAt: date(row.endedAtMs),
      bornAt: date(row.createdAtMs),
      sourceGone: false,
      reportedCostUsdMicros: reportedOf(row),
    },
  ];
}

/** What is known of a session whose gateway does not list it any more. */
export function goneFacts(externalId: string, relation: WireFacts['relation']): WireFacts {
  return { externalId, relation, status: 'ENDED', sourceGone: true };
}

function statusOf(row: GatewaySessionRow): WireFacts['status'] {
  if (row.hasActiveRun || row.status === 'running') return 'RUNNING';
  return row.isArchived ? 'ENDED' : 'IDLE';
}

/** Gateways without prices count 0, which is nothing told; what Claude Code does for them they only guess. */
function reportedOf({ costUsdMicros, provider }: GatewaySessionRow): number | null {
  const isTold = costUsdMicros !== null && costUsdMicros > 0 && costUsdMicros <= 1e12;
  return isTold && provider !== claudeBackend ? costUsdMicros : null;
}

/** Entries and model calls of messages of one session, in batches that may be sent. */
export function batchesOf(externalId: string, messages: readonly HistoryMessage[]): WireBatch[] {
  const transcript = messages.findLast(({ cliSessionId }) => cliSessionId !== null)?.cliSessionId ?? null;
  const batches: WireBatch[] = [emptyBatch()];
  messages.forEach((message, i) => {
    const entries = entriesOf(externalId, message, placeOf(message, i));
    let batch = batches.at(-1)!;
    if (batch.entries.length + entries.length > 1000) batches.push((batch = emptyBatch()));
    batch.entries.push(...entries);
    batch.usages.push(...usagesOf(externalId, message, { entryKey: entries[0]?.key ?? null, transcript }));
  });
  return batches;
}

/** Where the gateway does not number messages they go by time: they were merged by it. */
const placeOf = ({ seq, atMs }: HistoryMessage, index: number): number =>
  seq ?? Math.min(atMs ?? index, 8e12);

/** Calls whose messages the gateway does not show, such as answers that only say there is nothing to say. */
export function unseenCalls(externalId: string, points: readonly UsagePoint[], model: string): WireUsage[] {
  const seen = new Map<number, number>();
  return points.map(({ atMs, input, output, cacheRead, cacheWrite }) => {
    const nth = (seen.get(atMs) ?? 0) + 1;
    seen.set(atMs, nth);
    const counts = { input, output, cacheRead, cacheWrite, cacheWriteLong: 0, reasoning: 0 };
    const key = `${externalId}@${atMs}${nth > 1 ? `#${nth}` : ''}`;
    return { sessionExternalId: externalId, key, at: date(atMs), model, ...counts };
  });
}

export const emptyBatch = (): WireBatch => ({ sessions: [], entries: [], usages: [] });

function usagesOf(
  externalId: string,
  { id, atMs, model, provider, usage, cliSessionId }: HistoryMessage,
  { entryKey, transcript }: { entryKey: string | null; transcript: string | null },
): WireUsage[] {
  if (!usage) return [];
  const isClaude = provider === claudeBackend;
  return [
    {
      ...{ sessionExternalId: externalId, key: id, entryKey, at: date(atMs), model: model ?? 'unknown' },
      provider: isClaude ? 'anthropic' : provider,
      ...{ ...usage, cacheWriteLong: 0, reasoning: 0 },
      elsewhere: cliSessionId ?? (isClaude ? transcript : null),
    },
  ];
}

function entriesOf(externalId: string, message: HistoryMessage, position: number): WireEntry[] {
  return message.parts.map((part, n) => ({
    sessionExternalId: externalId,
    key: n === 0 ? message.id : `${message.id}#${n}`,
    position: position * span + n,
    kind: kindOf(message, part),
    role: roleOf(message, part),
    at: date(message.atMs),
    text: part.textLength > 0 ? part.text : null,
    textLength: part.textLength,
    withheld: false,
    redactions: 0,
    digest: message.digest,
    toolName: part.toolName,
    toolCallId: part.toolCallId,
    isError: part.isError,
    model: message.role === 'assistant' ? message.model : null,
  }));
}

const kinds: Readonly<Record<HistoryPart['kind'], WireEntry['kind']>> = {
  text: 'MESSAGE',
  thinking: 'REASONING',
  toolCall: 'TOOL_CALL',
  toolResult: 'TOOL_RESULT',
  other: 'NOTICE',
};

function kindOf(message: HistoryMessage, part: HistoryPart): WireEntry['kind'] {
  if (message.mark === 'compaction') return 'COMPACTION';
  const speaks = ['user', 'assistant', 'toolResult'].includes(message.role);
  return speaks ? kinds[part.kind] : 'NOTICE';
}

function roleOf({ role }: HistoryMessage, part: HistoryPart): WireEntry['role'] {
  if (part.kind === 'toolResult') return 'TOOL';
  return role === 'user' ? 'USER' : role === 'assistant' ? 'ASSISTANT' : 'SYSTEM';
}

const date = (ms: number | null) => (ms === null ? null : new Date(ms));
