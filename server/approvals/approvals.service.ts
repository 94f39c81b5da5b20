import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import { Gathering } from '../platform/database/gathering.js';
import { decodeCursor, pageSize, toPage, type Page } from '../platform/graphql/keyset.js';
import type { ApprovalRow, ApprovalState } from './approval-row.js';
import { riskRank, type RiskLevel } from './risk.rules.js';
import { isUuid, uuidOrNull } from '../platform/database/uuid.js';

export interface ApprovalFilter {
  states?: ApprovalState[] | null;
  connectorId?: string | null;
  agentId?: string | null;
  minimumRisk?: RiskLevel | null;
  text?: string | null;
  asked?: { from?: Date | null; to?: Date | null } | null;
}

export interface ApprovalListArgs {
  filter?: ApprovalFilter | null;
  order?: 'URGENCY' | 'NEWEST';
  first?: number | null;
  after?: string | null;
}

const allRisks: RiskLevel[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

/** Reads approvals. */
@Injectable()
export class ApprovalsService {
  private readonly singles = new Gathering(async (organizationId, ids: readonly string[]) => {
    const rows = await this.byIds({ organizationId }, ids);
    return ids.map((id) => rows.get(id) ?? null);
  });

  constructor(private readonly database: Database) {}

  /** A page by urgency (soonest expiry first) or newest first. Only conditions that were asked for are in the statement. */
  async list(ctx: Ctx, args: ApprovalListArgs): Promise<Page<ApprovalRow>> {
    const size = pageSize(args.first);
    const urgent = args.order === 'URGENCY';
    const key = decodeCursor(args.after, 2);
    const { where, params } = conditions(ctx, args.filter ?? {});
    const column = urgent ? 'expires_at' : 'asked_at';
    if (key) {
      params.push(key[0], key[1]);
      where.push(
        `(${column}, id) ${urgent ? '>' : '<'} ($${params.length - 1}::timestamptz, $${params.length}::uuid)`,
      );
    }
    params.push(size + 1);
    const direction = urgent ? '' : 'desc';
    const rows: ApprovalRow[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select *, expires_at <= now() as expired from approvals where ${where.join(' and ')}
         order by ${column} ${direction}, id ${direction} limit $${params.length}`,
        params,
      ),
    );
    return toPage(
      rows,
      size,
      (row) => [(urgent ? row.expires_at : row.asked_at).toISOString(), row.id],
      (row) => row,
    );
  }

  async find(ctx: Pick<Ctx, 'organizationId'>, id: string): Promise<ApprovalRow | null> {
    const rows: ApprovalRow[] = await this.database.within(ctx, (tx) =>
      tx.read(`select *, expires_at <= now() as expired from approvals where org_id = $1 and id = $2::uuid`, [
        ctx.organizationId,
        uuidOrNull(id),
      ]),
    );
    return rows[0] ?? null;
  }

  /** One of them, read together with others that are wanted at this moment. */
  byId(ctx: Pick<Ctx, 'organizationId'>, id: string): Promise<ApprovalRow | null> {
    return this.singles.ask(ctx.organizationId!, id);
  }

  async byIds(ctx: Pick<Ctx, 'organizationId'>, ids: readonly string[]): Promise<Map<string, ApprovalRow>> {
    const rows: ApprovalRow[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select *, expires_at <= now() as expired from approvals where org_id = $1 and id = any ($2::uuid[])`,
        [ctx.organizationId, ids.filter(isUuid)],
      ),
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** How many wait now: by connector or agent when `by` is given. */
  async pendingCount(
    ctx: Ctx,
    by?: { column: 'connector_id' | 'agent_id'; ids: readonly string[] },
  ): Promise<Map<string, number>> {
    const filter = by ? `and ${by.column} = any ($2)` : '';
    const rows: { key: string; count: number }[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select ${by ? by.column : `'all'`}::text as key, count(*)::int as count from approvals
         where org_id = $1 and state = 'PENDING' and expires_at > now() ${filter} group by 1`,
        by ? [ctx.organizationId, by.ids] : [ctx.organizationId],
      ),
    );
    return new Map(rows.map((row) => [row.key, row.count]));
  }

  /** The last five decisions on the same action, this one left out. */
  similar(ctx: Ctx, row: ApprovalRow): Promise<ApprovalRow[]> {
    return this.database.within(ctx, (tx) =>
      tx.read(
        `select * from approvals where org_id = $1 and action_hash = $2 and decided_at is not null and id <> $3
         and agent_id is not distinct from $4 order by decided_at desc limit 5`,
        [ctx.organizationId, row.action_hash, row.id, row.agent_id],
      ),
    );
  }

  /** The newest requests, for looking at what a policy would have done. */
  newest(ctx: Ctx, limit: number): Promise<ApprovalRow[]> {
    return this.database.within(ctx, (tx) =>
      tx.read(`select * from approvals where org_id = $1 order by asked_at desc, id desc limit $2`, [
        ctx.organizationId,
        limit,
      ]),
    );
  }
}

function conditions(ctx: Ctx, filter: ApprovalFilter): { where: string[]; params: unknown[] } {
  const params: unknown[] = [ctx.organizationId];
  const where = ['org_id = $1'];
  const add = (value: unknown, sql: (n: string) => string) => {
    if (value === null || value === undefined || value === '') return;
    params.push(value);
    where.push(sql(`$${params.length}`));
  };
  if (filter.states?.length === 1) add(filter.states[0], (n) => `state = ${n}`);
  else if (filter.states && filter.states.length > 1) add(filter.states, (n) => `state = any (${n})`);
  const addId = (id: string | null | undefined, column: string) => {
    if (id && !isUuid(id)) where.push('false');
    else add(id, (n) => `${column} = ${n}::uuid`);
  };
  addId(filter.connectorId, 'connector_id');
  addId(filter.agentId, 'agent_id');
  if (filter.minimumRisk) add(allRisks.slice(riskRank(filter.minimumRisk)), (n) => `risk = any (${n})`);
  add(filter.text?.trim().toLowerCase().slice(0, 200), (n) => `position(${n} in search_text) > 0`);
  add(filter.asked?.from, (n) => `asked_at >= ${n}`);
  add(filter.asked?.to, (n) => `asked_at < ${n}`);
  return { where, params };
}
