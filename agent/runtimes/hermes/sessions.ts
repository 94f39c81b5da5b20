import type { CostBasis, SessionFactsInput, SessionStatus } from '../../../schema/generated/types.js';
import { fieldsOf, identifier, isoTime, shortText, timeMs, usdMicros, type Fields } from '../fields.js';
import { titleFrom } from '../first-line-title.js';
import { columnsOf, selectionOf } from './columns.js';
import { parsed } from './messages.js';
import type { Queries } from './sqlite.js';

const COLUMNS = [
  'id',
  'source',
  'model',
  'model_config',
  'parent_session_id',
  'started_at',
  'ended_at',
  'end_reason',
  'last_activity_at',
  'session_key',
  'cwd',
  'git_branch',
  'git_repo_root',
  'title',
  'billing_provider',
  'billing_mode',
  'estimated_cost_usd',
  'actual_cost_usd',
  'cost_status',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'reasoning_tokens',
];

const MAX_SESSIONS = 100_000;

/** A conversation nobody ended and that was quiet for so long is over. */
const QUIET_MS = 24 * 60 * 60 * 1000;

/** Every session of a home, as its row. */
export function sessionRows(queries: Queries): readonly Fields[] {
  const columns = columnsOf(queries, 'sessions', COLUMNS);
  if (!columns.includes('id')) return [];
  return queries.all(`SELECT ${selectionOf(columns)} FROM sessions ORDER BY rowid LIMIT ${MAX_SESSIONS}`);
}

/** Conversations in which a turn runs now, by id or key. */
export function runningConversations(queries: Queries, nowMs: number): ReadonlySet<string> {
  const columns = columnsOf(queries, 'session_turn_leases', ['conversation_id', 'expires_at']);
  if (columns.length < 2) return new Set();
  const leases = queries.all(
    'SELECT conversation_id FROM session_turn_leases WHERE expires_at > ? LIMIT 10000',
    nowMs / 1_000,
  );
  return new Set(leases.map((lease) => String(lease.conversation_id)));
}

/** What facts of one session are put together from. */
export interface SessionContext {
  readonly byId: ReadonlyMap<string, Fields>;
  readonly running: ReadonlySet<string>;
  readonly nowMs: number;
}

/** Everything known of a session as a whole; null for a row without a usable id. */
export function factsOf(row: Fields, context: SessionContext): SessionFactsInput | null {
  const externalId = identifier(row.id, 150);
  if (externalId === null) return null;
  const status = statusOf(row, context);
  const started = seconds(row.started_at);
  return {
    externalId,
    relation: relationOf(row, context.byId),
    parentExternalId: identifier(row.parent_session_id, 150),
    title: titleFrom(row.title),
    cwd: shortText(row.cwd, 4_096),
    repository: shortText(row.git_repo_root, 2_000),
    branch: shortText(row.git_branch, 500),
    runtimeVersion: null,
    status,
    startedAt: isoTime(started),
    endedAt: isoTime(seconds(row.ended_at) ?? (status === 'ENDED' ? seconds(row.last_activity_at) : null)),
    bornAt: isoTime(started),
    sourceGone: false,
    reportedCostUsdMicros: usdMicros(row.actual_cost_usd) ?? usdMicros(row.estimated_cost_usd),
    basis: basisOf(row),
  };
}

function relationOf(row: Fields, byId: ReadonlyMap<string, Fields>): SessionFactsInput['relation'] {
  const config = fieldsOf(parsed(row.model_config));
  if (row.source === 'subagent' || config._delegate_from != null) return 'SUBAGENT';
  if (config._branched_from != null) return 'FORK';
  const parent = typeof row.parent_session_id === 'string' ? byId.get(row.parent_session_id) : undefined;
  const goesOn = parent?.end_reason === 'compression' || config._reset_from != null;
  return goesOn ? 'CONTINUATION' : 'MAIN';
}

function statusOf(row: Fields, { running, nowMs }: SessionContext): SessionStatus {
  if (seconds(row.ended_at) !== null) return 'ENDED';
  if (running.has(String(row.id)) || running.has(String(row.session_key))) return 'RUNNING';
  const lastMs = seconds(row.last_activity_at) ?? seconds(row.started_at) ?? 0;
  return nowMs - lastMs < QUIET_MS ? 'UNKNOWN' : 'ENDED';
}

function basisOf(row: Fields): CostBasis | null {
  if (typeof row.billing_mode === 'string' && row.billing_mode.includes('subscription'))
    return 'SUBSCRIPTION';
  if (row.cost_status === 'actual') return 'METERED';
  return row.cost_status === 'estimated' ? 'LIST_PRICE' : null;
}

/** Hermes writes times as seconds since 1970. */
function seconds(value: unknown): number | null {
  return typeof value === 'number' ? timeMs(value * 1_000) : null;
}
