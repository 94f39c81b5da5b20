import { Injectable } from '@nestjs/common';
import type { CostDimension, SessionCost, TokenUsage } from '../../schema/generated/types.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import { AwaySources } from './away-sources.service.js';
import { add, addActive, conditions, scope, type Conditions, type SessionFilter } from './session-filter.js';
import type { UsageSums } from './session-row.js';
import { costOf, usageOf } from './usage-cost.rules.js';

export type { SessionFilter } from './session-filter.js';

/** What a set of sessions used and cost. */
export interface Spending {
  sessionCount: number;
  usage: TokenUsage;
  cost: SessionCost;
}

/** The same of whole sessions, and how many of them run as far as anybody can say. */
export interface SessionTotals extends Spending {
  runningCount: number;
}

/** One part of it; the key is null for what has no such thing. */
export interface SpendingSlice extends Spending {
  key: string | null;
}

interface SumsRow extends UsageSums {
  key?: string | null;
  sessions: number;
  /** What the runtimes say about how they are billed. */
  told: (string | null)[];
  /** Null where nothing is reported, or where it cannot be split: what is reported is of a whole session. */
  reported: string | null;
}

const mostSlices = 500;
const columns = [
  ...['calls', 'input', 'cache_read', 'cache_write', 'cache_write_long', 'output', 'reasoning'],
  ...['usd_picos', 'priced_calls', 'unpriced_tokens'],
];
const sumsOf = (of: string) =>
  `${columns.map((column) => `coalesce(sum(${of}.${column}), 0)::text as ${column}`).join(', ')}, max(${of}.price_version) as price_version`;

const wholeSessions = `count(*)::int as sessions, coalesce(array_agg(distinct s.told_basis), '{}') as told, sum(s.reported_usd_picos)::text as reported, ${sumsOf('s')}`;

const keys: Readonly<Record<CostDimension, string>> = {
  RUNTIME: 's.runtime',
  HOST: 's.host_id::text',
  INSTANCE: 's.instance_id::text',
  CONNECTOR: 's.connector_id::text',
  REPOSITORY: 's.repository',
  MODEL: 'd.model',
  DAY: `case when d.day > 'epoch' then d.day::text end`,
};
const ofCalls: readonly CostDimension[] = ['DAY', 'MODEL'];

/** Adds up what sessions used. */
@Injectable()
export class SessionSpending {
  constructor(
    private readonly database: Database,
    private readonly away: AwaySources,
  ) {}

  /** Whole sessions, added up. */
  async totals(ctx: Ctx, filter: SessionFilter): Promise<SessionTotals> {
    const away = await this.away.ids(ctx);
    const made = conditions(ctx.organizationId, filter, away);
    addActive(made, filter.active);
    made.params.push(away);
    const runs = `s.status = 'RUNNING' and ${scope} <> all ($${made.params.length}::uuid[])`;
    const [row]: (SumsRow & { running: number })[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select count(*) filter (where ${runs})::int as running, ${wholeSessions} from sessions s where ${all(made)}`,
        made.params,
      ),
    );
    return { ...spendingOf(row!), runningCount: row!.running };
  }

  /** Split by a dimension: the most expensive first, days in order. */
  async slices(ctx: Ctx, dimension: CostDimension, filter: SessionFilter): Promise<SpendingSlice[]> {
    const away = filter.statuses?.length ? await this.away.ids(ctx) : [];
    const made = conditions(ctx.organizationId, filter, away);
    const isSplit = ofCalls.includes(dimension) || filter.active?.from || filter.active?.to;
    if (!isSplit) {
      const parts = `select ${keys[dimension]} as key, sum(s.usd_picos) as spent, ${wholeSessions}
        from sessions s where ${all(made)} group by 1`;
      return this.read(ctx, inOrder(dimension, parts), made);
    }
    addDays(made, filter.active);
    const parts = `
      select ${keys[dimension]} as key, s.id, s.told_basis, d.* from sessions s
      join session_usage_days d on d.org_id = s.org_id and d.session_id = s.id where ${all(made)}`;
    return this.read(
      ctx,
      inOrder(
        dimension,
        `select key, count(distinct x.id)::int as sessions, sum(x.usd_picos) as spent,
           array_agg(distinct x.told_basis) as told, null as reported, ${sumsOf('x')}
         from (${parts}) x group by key`,
      ),
      made,
    );
  }

  private async read(ctx: Ctx, sql: string, made: Conditions): Promise<SpendingSlice[]> {
    const rows: SumsRow[] = await this.database.within(ctx, (tx) => tx.query(sql, made.params));
    return rows.map((row) => ({ key: row.key ?? null, ...spendingOf(row) }));
  }
}

function spendingOf(row: SumsRow): Spending {
  return { sessionCount: row.sessions, usage: usageOf(row), cost: costOf(row, row.told, row.reported) };
}

/** The most expensive first; of days the newest, in order. */
function inOrder(dimension: CostDimension, slices: string): string {
  if (dimension !== 'DAY') return `select * from (${slices}) y order by spent desc, key limit ${mostSlices}`;
  return `select * from (select * from (${slices}) x order by key desc nulls last limit ${mostSlices}) y order by key nulls first`;
}

/** Days (UTC) that the range touches. */
function addDays(made: Conditions, active: SessionFilter['active']): void {
  add(made, active?.from, (n) => `d.day >= (${n}::timestamptz at time zone 'UTC')::date`);
  add(
    made,
    active?.to,
    (n) => `d.day <= ((${n}::timestamptz - interval '1 millisecond') at time zone 'UTC')::date`,
  );
  if (active?.from || active?.to) made.where.push('d.org_id = $1');
}

const all = ({ where }: Conditions) => where.join(' and ');
