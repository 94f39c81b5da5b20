import type { GatewayConnection } from './gateway-connection.js';
import { historyMessage, tokens, type HistoryMessage, type HistoryUsage } from './history-messages.js';
import { flag, number, record, records, list, text, timeMs } from './loose-json.js';
import { advertisedCall, optionalCall } from './optional-call.js';
import { RpcError } from './protocol-errors.js';

/** A page of a session's transcript, in its order. */
export interface HistoryPage {
  /** Whose transcript: after a reset a session's key leads to another one. */
  sessionId: string | null;
  messages: HistoryMessage[];
  /** Where older messages begin, counted from the newest; null when there are none. */
  nextOffset: number | null;
}

/** One model call as the gateway counts it. */
export interface UsagePoint extends HistoryUsage {
  atMs: number;
}

const pageLimit = 200;
const mostBytes = 4 * 1024 * 1024;
/** A character more than is kept, so that what was cut shows as cut. */
const mostChars = 65_537;
/** The gateway thins out longer series: their points are no calls any more. */
const mostPoints = 199;

/** Messages of a session, the newest without `offset`; null when the gateway does not tell. */
export async function readHistory(
  connection: GatewayConnection,
  sessionKey: string,
  { offset = 0, limit = pageLimit }: { offset?: number; limit?: number } = {},
): Promise<HistoryPage | null> {
  const bounds = { limit, maxBytes: mostBytes, maxChars: mostChars };
  const wanted = { ...bounds, ...(offset > 0 ? { offset } : {}) };
  const answer = await historyCall(connection, sessionKey, wanted);
  if (answer === null) return null;
  const page = record(answer);
  const next = flag(page.hasMore) ? number(page.nextOffset) : null;
  return {
    sessionId: text(page.sessionId, 200),
    messages: list(page.messages)
      .slice(0, 5 * pageLimit)
      .map(historyMessage)
      .filter((message) => message !== null),
    nextOffset: next !== null && next > offset ? next : null,
  };
}

/** Older releases know fewer parameters, and refuse a call with one they do not know: they tell the newest page only. */
async function historyCall(
  connection: GatewayConnection,
  sessionKey: string,
  wanted: object,
): Promise<unknown> {
  try {
    return await advertisedCall(connection, 'chat.history', { sessionKey, ...wanted });
  } catch (error) {
    if (!(error instanceof RpcError) || !/invalid chat\.history params/i.test(error.message)) throw error;
    return advertisedCall(connection, 'chat.history', { sessionKey, limit: pageLimit });
  }
}

/** Every model call of a session, also those of answers nobody sees; null when the gateway does not tell them one by one. */
export async function readUsagePoints(
  connection: GatewayConnection,
  sessionKey: string,
): Promise<UsagePoint[] | null> {
  const answer = await pointsCall(connection, sessionKey);
  const points = records(record(answer).points);
  if (answer === null || points.length > mostPoints) return null;
  return points.flatMap((point) => {
    const atMs = timeMs(point.timestamp);
    if (atMs === null) return [];
    const { input, output, cacheRead, cacheWrite } = point;
    const counts = { input, output, cacheRead, cacheWrite };
    const counted = Object.entries(counts).map(([name, count]) => [name, tokens(count)]);
    return [{ atMs, ...(Object.fromEntries(counted) as unknown as HistoryUsage) }];
  });
}

/** Real in every release, advertised in none. Refused for a session nothing was said in yet. */
async function pointsCall(connection: GatewayConnection, sessionKey: string): Promise<unknown> {
  try {
    return await optionalCall(connection, 'sessions.usage.timeseries', { key: sessionKey });
  } catch (error) {
    if (error instanceof RpcError && error.code === 'INVALID_REQUEST') return null;
    throw error;
  }
}
