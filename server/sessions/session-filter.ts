import { AppError } from '../platform/errors/app-error.js';
import { isUuid } from '../platform/database/uuid.js';
import { picosPerMicro } from './checked-batch.rules.js';

/** Which sessions are meant; everything that is set must hold. */
export interface SessionFilter {
  instanceIds?: string[] | null;
  hostIds?: string[] | null;
  connectorIds?: string[] | null;
  runtimes?: string[] | null;
  statuses?: string[] | null;
  relations?: string[] | null;
  repository?: string | null;
  branch?: string | null;
  model?: string | null;
  text?: string | null;
  minimumCostUsdMicros?: number | null;
  active?: { from?: Date | null; to?: Date | null } | null;
}

/** The conditions of a statement over `sessions s`, and what they are compared with. */
export interface Conditions {
  where: string[];
  params: unknown[];
}

/** Of whose life a session's state depends: its host, or its gateway. */
export const scope = 'coalesce(s.host_id, s.connector_id)';

const longestList = 200;
const longestText = 200;

/**
 * Only what was asked for is in the statement, so that each keeps to the index that serves it.
 * @param away hosts and gateways whose open sessions are in a state nobody knows; asked only where states are
 */
export function conditions(
  organizationId: string | null,
  filter: SessionFilter,
  away: readonly string[] = [],
): Conditions {
  const made: Conditions = { where: ['s.org_id = $1'], params: [organizationId] };
  addIds(made, 's.instance_id', filter.instanceIds);
  addPlaces(made, filter);
  addList(made, 's.runtime', filter.runtimes);
  addStatuses(made, filter.statuses, away);
  addList(made, 's.relation', filter.relations);
  add(made, filter.repository, (n) => `s.repository = ${n}`);
  add(made, filter.branch, (n) => `s.branch = ${n}`);
  add(made, filter.model, (n) => `s.model = ${n}`);
  addText(made, filter.text?.trim());
  const minimum = filter.minimumCostUsdMicros ?? null;
  if (minimum !== null) add(made, boundedPicos(minimum), (n) => `s.usd_picos >= ${n}::bigint`);
  return made;
}

/** Sessions in which something happened within the range. */
export function addActive(made: Conditions, active: SessionFilter['active']): void {
  add(made, active?.from, (n) => `s.last_activity_at >= ${n}`);
  add(made, active?.to, (n) => `coalesce(s.started_at, s.first_at, s.last_activity_at) < ${n}`);
}

/** Adds a condition unless there is nothing to compare with. PostgreSQL takes no U+0000, and nothing stored has one. */
export function add(made: Conditions, value: unknown, condition: (n: string) => string): void {
  if (value === null || value === undefined || value === '') return;
  if (typeof value === 'string' && value.includes('\0')) return void made.where.push('false');
  made.params.push(value);
  made.where.push(condition(`$${made.params.length}`));
}

function addList(made: Conditions, column: string, values: string[] | null | undefined): void {
  if (!values || values.length === 0) return;
  if (values.length > longestList) throw new AppError('TOO_COMPLEX');
  if (values.length === 1) add(made, values[0], (n) => `${column} = ${n}`);
  else add(made, values, (n) => `${column} = any (${n})`);
}

/** As they are shown: whatever is open where nobody is heard of is in a state nobody knows. */
function addStatuses(made: Conditions, statuses: string[] | null | undefined, away: readonly string[]): void {
  if (away.length === 0 || !statuses || statuses.length === 0) return addList(made, 's.status', statuses);
  made.params.push(away);
  const places = `$${made.params.length}::uuid[]`;
  const told: Conditions = { where: [], params: made.params };
  addList(told, 's.status', statuses);
  told.where.push(`(s.status = 'ENDED' or ${scope} <> all (${places}))`);
  const unknown = statuses.includes('UNKNOWN')
    ? ` or (s.status <> 'ENDED' and ${scope} = any (${places}))`
    : '';
  made.where.push(`(${told.where.join(' and ')}${unknown})`);
}

function addIds(made: Conditions, column: string, ids: string[] | null | undefined): void {
  if (!ids || ids.length === 0) return;
  const known = ids.filter(isUuid);
  if (known.length === 0) made.where.push('false');
  else addList(made, column, known);
}

/** A session is at a host or at a gateway, never at both: when both are named, those of either are meant. */
function addPlaces(made: Conditions, { hostIds, connectorIds }: SessionFilter): void {
  const either: Conditions = { where: [], params: made.params };
  addIds(either, 's.host_id', hostIds);
  addIds(either, 's.connector_id', connectorIds);
  if (either.where.length > 0) made.where.push(`(${either.where.join(' or ')})`);
}

/** In title and folder any part of a word; in contents whole words, the last one by its beginning. */
function addText(made: Conditions, text: string | null | undefined): void {
  add(
    made,
    text?.slice(0, longestText),
    (n) => `(position(lower(${n}::text) in lower(coalesce(s.title, '') || E'\\n' || coalesce(s.cwd, ''))) > 0
      or s.id = any (array(select sys_sessions_saying(${wordsOf(n)}))))`,
  );
}

const wordsOf = (n: string) =>
  `(select case when q::text like '%''' then (q::text || ':*')::tsquery else q end from websearch_to_tsquery('simple', ${n}::text) q)`;

function boundedPicos(micros: number): string {
  return String(BigInt(Math.round(Math.min(Math.max(micros, 0), 1e12))) * BigInt(picosPerMicro));
}
