import type { GatewayConnection } from './gateway-connection.js';
import { flag, number, record, records, text, texts, timeMs, type JsonRecord } from './loose-json.js';
import { advertisedCall } from './optional-call.js';

export interface GatewaySessionRow {
  key: string;
  sessionId: string | null;
  agentId: string | null;
  label: string | null;
  /** Key of the session it was started by or made from. */
  parentKey: string | null;
  isFork: boolean;
  isArchived: boolean;
  status: string | null;
  hasActiveRun: boolean;
  activeRunIds: string[];
  lastRunId: string | null;
  lastRunError: string | null;
  provider: string | null;
  model: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  totalTokens: number | null;
  costUsdMicros: number | null;
  createdAtMs: number | null;
  startedAtMs: number | null;
  endedAtMs: number | null;
  updatedAtMs: number | null;
  raw: JsonRecord;
}

/** The sessions of a gateway, newest first; `complete` is false when there were more than `max`. */
export interface SessionsReading {
  sessions: GatewaySessionRow[];
  total: number | null;
  complete: boolean;
}

const PAGE = 200;

/** Reads up to `max` sessions page by page, those a `filter` lets through; null when the gateway does not tell. */
export async function listSessions(
  connection: GatewayConnection,
  max = 1000,
  filter: JsonRecord = {},
): Promise<SessionsReading | null> {
  const byKey = new Map<string, GatewaySessionRow>();
  let total: number | null = null;
  let offset = 0;
  for (let pages = Math.ceil(max / PAGE) + 1; pages > 0 && byKey.size < max; pages -= 1) {
    const page = await readPage(connection, { ...filter, limit: PAGE, ...(offset ? { offset } : {}) });
    if (page === null) return null;
    total = page.total;
    for (const row of page.rows) byKey.set(row.key, row);
    if (page.next === null) return { sessions: cap(byKey, max), total, complete: byKey.size <= max };
    offset = page.next;
  }
  return { sessions: cap(byKey, max), total, complete: false };
}

async function readPage(connection: GatewayConnection, params: JsonRecord) {
  const answer = await advertisedCall(connection, 'sessions.list', params);
  if (answer === null) return null;
  const page = record(answer);
  return {
    rows: records(page.sessions).flatMap(sessionOf),
    total: number(page.totalCount) ?? number(page.count),
    next: flag(page.hasMore) ? number(page.nextOffset) : null,
  };
}

/** One session by its key; null when there is none, or the gateway does not tell. */
export async function describeSession(
  connection: GatewayConnection,
  key: string,
): Promise<GatewaySessionRow | null> {
  if (!connection.supports('sessions.describe')) {
    return (await listSessions(connection, PAGE))?.sessions.find((row) => row.key === key) ?? null;
  }
  const answer = await advertisedCall(connection, 'sessions.describe', { key });
  return sessionOf(record(record(answer).session))[0] ?? null;
}

/** Subscribes to the changes, messages and tool results of all sessions. False when the gateway cannot. */
export async function subscribeSessions(connection: GatewayConnection): Promise<boolean> {
  return (await advertisedCall(connection, 'sessions.subscribe')) !== null;
}

function cap(byKey: Map<string, GatewaySessionRow>, max: number): GatewaySessionRow[] {
  return [...byKey.values()].slice(0, max);
}

function sessionOf(row: JsonRecord): GatewaySessionRow[] {
  const key = text(row.key, 1024);
  if (key === null || key === '') return [];
  const cost = number(row.estimatedCostUsd);
  return [
    {
      key,
      sessionId: text(row.sessionId, 256),
      agentId: text(row.agentId, 256) ?? agentOfKey(key),
      label: text(row.label, 512),
      parentKey: text(row.spawnedBy, 1024) ?? text(row.parentSessionKey, 1024),
      isFork: flag(row.forkedFromParent),
      isArchived: flag(row.archived),
      status: text(row.status, 100),
      hasActiveRun: flag(row.hasActiveRun),
      activeRunIds: texts(row.activeRunIds, 100),
      lastRunId: text(row.lastRunId, 512),
      lastRunError: text(row.lastRunError, 2000),
      provider: text(row.modelProvider, 256),
      model: text(row.model, 512),
      inputTokens: number(row.inputTokens),
      outputTokens: number(row.outputTokens),
      totalTokens: number(row.totalTokens),
      costUsdMicros: cost === null ? null : Math.round(cost * 1e6),
      createdAtMs: timeMs(row.createdAt),
      startedAtMs: timeMs(row.startedAt),
      endedAtMs: timeMs(row.endedAt),
      updatedAtMs: timeMs(row.updatedAt),
      raw: row,
    },
  ];
}

/** Session keys are `agent:<agentId>:<rest>`. */
function agentOfKey(key: string): string | null {
  return /^agent:([^:]+):/.exec(key)?.[1] ?? null;
}
