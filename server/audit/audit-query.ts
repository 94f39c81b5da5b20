import type { CheckedFilter } from './audit-filter.js';

/** One page of the log: sealed rows of one organisation, newest first (or oldest first), that a filter lets through. */
export interface AuditQuery {
  organizationId: string;
  filter: CheckedFilter;
  /** Types that occur and match; null for every type. */
  types: readonly string[] | null;
  /** Types hidden from the caller, as prefixes. */
  hidden: readonly string[];
  /** Whether the text filter may look into payloads. Whoever may not read details may not probe them either. */
  searchDetails: boolean;
  /** Only rows with `low` <= seq < `below`. */
  low: number;
  below: number;
  limit: number;
  order: 'desc' | 'asc';
}

/** Sequences from `low` (inclusive) to `below` (exclusive). */
export interface SeqRange {
  low: number;
  below: number;
}

export interface Sql {
  text: string;
  params: unknown[];
}

type Bind = (value: unknown) => string;

interface Parts {
  conditions: string[];
  tail: string;
  bind: Bind;
}

/**
 * The SQL of a page, from these ranges of the log only. Payloads are joined after the limit, so a page reads only its
 * own; with nothing but types to filter by, each type is read from its own index, so that rare types are found without
 * walking the log.
 */
export function auditPageSql(query: AuditQuery, ranges: readonly SeqRange[]): Sql {
  const params: unknown[] = [];
  const bind = (value: unknown) => `$${params.push(value)}`;
  const conditions = [`e.org_id = ${bind(query.organizationId)}`, ...columnConditions(query, bind)];
  const tail = `order by e.seq ${query.order} limit ${bind(query.limit)}`;
  const inner = rangesSql(query, ranges, { conditions, tail, bind });
  return {
    text: `select e.*, p.payload, p.salt, p.canonical from (${inner}) e
      left join event_payloads p on p.org_id = e.org_id and p.event_id = e.id order by e.seq ${query.order}`,
    params,
  };
}

function rangesSql(query: AuditQuery, ranges: readonly SeqRange[], parts: Parts): string {
  const { conditions, tail, bind } = parts;
  const [only, ...more] = ranges;
  if (only && more.length === 0) {
    const range = `e.seq >= ${bind(only.low)} and e.seq < ${bind(only.below)}`;
    return innerSql(query, { ...parts, conditions: [...conditions, range] });
  }
  const lows = bind(ranges.map((range) => range.low));
  const belows = bind(ranges.map((range) => range.below));
  const each = innerSql(query, {
    ...parts,
    conditions: [...conditions, 'e.seq >= r.low and e.seq < r.below'],
  });
  return `select e.* from unnest(${lows}::bigint[], ${belows}::bigint[]) as r(low, below)
    cross join lateral (${each}) e ${tail}`;
}

function innerSql(query: AuditQuery, parts: Parts): string {
  const { conditions, tail, bind } = parts;
  const { filter, types } = query;
  if (filter.text !== null) return textSql(query, parts);
  const onlyTypes = types !== null && !filter.actorId && !filter.agentId && !filter.risk;
  if (onlyTypes) {
    return `select e.* from unnest(${bind(types)}::text[]) as t(type) cross join lateral (
      select e.* from domain_events e where ${conditions.join(' and ')} and e.type = t.type ${tail}) e ${tail}`;
  }
  const all = types === null ? conditions : [...conditions, `e.type = any(${bind(types)}::text[])`];
  return `select e.* from domain_events e where ${all.join(' and ')} ${tail}`;
}

/** Labels are matched as they are, payloads in their stored JSON form. */
function textSql(query: AuditQuery, parts: Parts): string {
  const { bind } = parts;
  const all = [...parts.conditions];
  if (query.types !== null) all.push(`e.type = any(${bind(query.types)}::text[])`);
  const label = bind(likePattern(query.filter.text!));
  const columns = ['e.type', 'e.actor_label', 'e.subject_label', 'e.subject_id'];
  if (query.searchDetails) columns.push('e.request_id');
  const places = columns.map((column) => `${column} ilike ${label}`);
  if (!query.searchDetails) {
    return `select e.* from domain_events e where ${all.join(' and ')} and (${places.join(' or ')}) ${parts.tail}`;
  }
  // As it reads inside a text of the details, and as it stands in their JSON.
  places.push(
    `p.canonical ilike ${bind(likePattern(jsonForm(query.filter.text!)))}`,
    `p.canonical ilike ${label}`,
  );
  return `select e.* from domain_events e
    left join event_payloads p on p.org_id = e.org_id and p.event_id = e.id
    where ${all.join(' and ')} and (${places.join(' or ')}) ${parts.tail}`;
}

function columnConditions({ filter, hidden }: AuditQuery, bind: Bind): string[] {
  const conditions: string[] = [];
  if (filter.from) conditions.push(`e.at >= ${bind(filter.from)}`);
  if (filter.to) conditions.push(`e.at < ${bind(filter.to)}`);
  if (filter.actorId) conditions.push(`e.actor_id = ${bind(filter.actorId)}`);
  if (filter.agentId) conditions.push(`e.agent_id = ${bind(filter.agentId)}`);
  if (filter.risk) conditions.push(`e.risk = ${bind(filter.risk)}`);
  if (hidden.length > 0) conditions.push(`e.type not like all(${bind(hidden.map(startPattern))}::text[])`);
  return conditions;
}

/** A text as it stands inside a JSON string. */
export function jsonForm(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function likePattern(text: string): string {
  return `%${startPattern(text)}`;
}

function startPattern(text: string): string {
  return `${text.replace(/[\\%_]/g, '\\$&')}%`;
}
