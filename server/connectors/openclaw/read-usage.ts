import type { GatewayConnection } from './gateway-connection.js';
import { number, record, records, text, type JsonRecord } from './loose-json.js';
import { optionalCall } from './optional-call.js';

export interface UsageTotals {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  totalTokens: number;
  costUsdMicros: number;
}

export interface UsageReading {
  totals: UsageTotals;
  byAgent: { agentId: string; totals: UsageTotals }[];
  byModel: { provider: string | null; model: string; totals: UsageTotals }[];
  daily: { date: string; totals: UsageTotals }[];
  /** True while the gateway still counts: the figures lag by up to half a minute, ask again. */
  refreshing: boolean;
}

/** Token and cost totals of all agents over the last `days`; null when the gateway does not tell. */
export async function readUsage(connection: GatewayConnection, days = 30): Promise<UsageReading | null> {
  const cost = await optionalCall(connection, 'usage.cost', { days, agentScope: 'all' });
  if (cost === null) return null;
  // Real in every release, advertised in none.
  const sessions = await optionalCall(connection, 'sessions.usage', { limit: 1, agentScope: 'all' });
  const aggregates = record(record(sessions).aggregates);
  const told = record(cost);
  return {
    totals: totalsOf(told.totals),
    daily: records(told.daily).map((row) => ({ date: text(row.date, 10) ?? '', totals: totalsOf(row) })),
    byAgent: records(aggregates.byAgent).map((row) => ({
      agentId: text(row.agentId, 256) ?? '',
      totals: totalsOf(row.totals),
    })),
    byModel: records(aggregates.byModel).map((row) => ({
      provider: text(row.provider, 256),
      model: text(row.model, 512) ?? '',
      totals: totalsOf(row.totals),
    })),
    refreshing: [told, record(sessions)].some((answer) => record(answer.cacheStatus).status === 'refreshing'),
  };
}

function totalsOf(value: unknown): UsageTotals {
  const row: JsonRecord = record(value);
  const count = (field: unknown) => Math.max(0, Math.round(number(field) ?? 0));
  return {
    inputTokens: count(row.input),
    outputTokens: count(row.output),
    cacheReadTokens: count(row.cacheRead),
    cacheWriteTokens: count(row.cacheWrite),
    totalTokens: count(row.totalTokens),
    costUsdMicros: Math.max(0, Math.round((number(row.totalCost) ?? 0) * 1e6)),
  };
}
