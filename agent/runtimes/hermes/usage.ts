import type { SessionUsageInput } from '../../../schema/generated/types.js';
import { count, identifier, isoTime, shortText, timeMs, type Fields } from '../fields.js';
import { columnsOf, selectionOf } from './columns.js';
import type { Queries } from './sqlite.js';

const COLUMNS = [
  'session_id',
  'model',
  'billing_provider',
  'task',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'reasoning_tokens',
  'last_seen',
];

const KINDS = ['input', 'cacheRead', 'cacheWrite', 'cacheWriteLong', 'output', 'reasoning'] as const;

type Tokens = Pick<SessionUsageInput, (typeof KINDS)[number]>;

/**
 * Tokens per session, model and side task. Hermes keeps cumulative counts and no single calls, so a key comes again with
 * larger numbers. What a session's own count has beyond those, from before Hermes counted by model, is a row of its own.
 */
export function usagesOf(queries: Queries, sessions: readonly Fields[]): readonly SessionUsageInput[] {
  const columns = columnsOf(queries, 'session_model_usage', COLUMNS);
  const complete = columns.includes('session_id') && columns.includes('model');
  const rows = complete
    ? queries.all(`SELECT ${selectionOf(columns)} FROM session_model_usage ORDER BY rowid LIMIT 1000000`)
    : [];
  const byModel = rows.flatMap((row) => {
    const session = identifier(row.session_id, 150);
    return session === null ? [] : [usageOf(row, session, tokensOf(row))];
  });
  const bySession = bySessionId(byModel);
  const rests = sessions.flatMap((row) => {
    const session = identifier(row.id, 150);
    if (session === null) return [];
    const rest = restOf(tokensOf(row), bySession.get(session) ?? []);
    return rest === null ? [] : [{ ...usageOf(row, session, rest), key: `${session}|` }];
  });
  return [...byModel, ...rests];
}

/** Usages by the session they belong to. */
export function bySessionId(
  usages: readonly SessionUsageInput[],
): ReadonlyMap<string, readonly SessionUsageInput[]> {
  const grouped = new Map<string, SessionUsageInput[]>();
  for (const usage of usages) {
    const known = grouped.get(usage.sessionExternalId);
    if (known) known.push(usage);
    else grouped.set(usage.sessionExternalId, [usage]);
  }
  return grouped;
}

function usageOf(row: Fields, session: string, tokens: Tokens): SessionUsageInput {
  const model = shortText(row.model) ?? 'unknown';
  const provider = shortText(row.billing_provider, 100);
  const at = row.last_seen ?? row.last_activity_at ?? row.started_at;
  return {
    sessionExternalId: session,
    key: `${session}|${model.slice(0, 100)}|${provider ?? ''}|${shortText(row.task, 40) ?? ''}`,
    entryKey: null,
    at: isoTime(typeof at === 'number' ? timeMs(at * 1_000) : null),
    model,
    provider,
    ...tokens,
  };
}

function tokensOf(row: Fields): Tokens {
  return {
    input: count(row.input_tokens),
    cacheRead: count(row.cache_read_tokens),
    cacheWrite: count(row.cache_write_tokens),
    cacheWriteLong: 0,
    output: count(row.output_tokens),
    reasoning: count(row.reasoning_tokens),
  };
}

function restOf(total: Tokens, parts: readonly Tokens[]): Tokens | null {
  const rest = { ...total };
  for (const kind of KINDS) {
    rest[kind] = Math.max(0, total[kind] - parts.reduce((sum, part) => sum + part[kind], 0));
  }
  return KINDS.some((kind) => rest[kind] > 0) ? rest : null;
}
