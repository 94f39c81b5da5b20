import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.service.js';
import { jsonbText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import { EventLog } from '../platform/events/event-log.service.js';
import type { GraphqlContext } from '../platform/graphql/request.js';
import { outdatedCalls, outdatedSessions, setDays, setPrices, setSessions } from './reprice.sql.js';
import { takeTurn } from './session-source.js';
import { costEvents } from './sessions.events.js';
import { UsagePricing, type PricedCall } from './usage-pricing.service.js';

/** A row of `cost_recomputes` as the driver returns it. */
export interface CostRecomputeRow {
  id: string;
  price_version: string;
  session_count: number;
  done_count: number;
  changed_count: number;
  after_session: string | null;
  asked_at: Date;
  asked_by: string | null;
  finished_at: Date | null;
}

export interface CostRevisionRow {
  session_id: string;
  at: Date;
  asked_by: string | null;
  usd_picos: string;
  priced_calls: number;
  unpriced_tokens: string;
  price_version: string | null;
}

type CallRow = Record<'scope_id' | 'runtime' | 'key' | 'session_id' | 'model', string> &
  Record<'input' | 'cache_read' | 'cache_write' | 'cache_write_long' | 'output', string> & {
    provider: string | null;
    at: Date | null;
  };

/** Sessions in one transaction: hosts that send wait no longer than that. */
const batchSize = 20;
const mostRevisions = 50;

/** Prices known model calls again with the present list. What something had cost before is kept. */
@Injectable()
export class CostRecomputes {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly pricing: UsagePricing,
  ) {}

  /** Begins one; while one is under way, that one. The work is done batch by batch, some time after. */
  ask(ctx: Ctx): Promise<CostRecomputeRow> {
    return this.database.write(ctx, async (tx) => {
      const org = ctx.organizationId;
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('cost-recompute/' || $1, 0))`, [org]);
      const open = `select * from cost_recomputes where org_id = $1 and finished_at is null`;
      const [running]: CostRecomputeRow[] = await tx.query(open, [org]);
      if (running) return running;
      const version = this.pricing.version ?? '';
      const id = this.clock.newId();
      const [row]: CostRecomputeRow[] = await tx.query(
        `insert into cost_recomputes (org_id, id, price_version, asked_by, session_count)
         select $1, $4, $3, $5, count(*)::int from (${outdatedSessions}) s returning *`,
        [org, null, version, id, ctx.actor.kind === 'PERSON' ? ctx.actor.id : null],
      );
      await this.record(tx, ctx, costEvents.asked, row!);
      return row!;
    });
  }

  /** The newest one; null when there never was one. */
  async latest(ctx: Ctx): Promise<CostRecomputeRow | null> {
    const [row]: CostRecomputeRow[] = await this.database.within(ctx, (tx) =>
      tx.query(`select * from cost_recomputes where org_id = $1 order by asked_at desc, id desc limit 1`, [
        ctx.organizationId,
      ]),
    );
    return row ?? null;
  }

  /** Prices the next sessions of a recompute. Records that there is more to do, or that it is finished. */
  async step(tx: Tx, ctx: Ctx, id: string): Promise<void> {
    const org = ctx.organizationId;
    const [run]: CostRecomputeRow[] = await tx.query(
      `select * from cost_recomputes where org_id = $1 and id = $2 and finished_at is null for update`,
      [org, id],
    );
    if (!run) return;
    const version = this.pricing.version ?? run.price_version;
    const sessions: { id: string; scope_id: string }[] = await tx.query(
      `${outdatedSessions} limit ${batchSize}`,
      [org, run.after_session, version],
    );
    const changed = sessions.length === 0 ? 0 : await this.reprice(tx, ctx, { run, sessions, version });
    const isFinished = sessions.length < batchSize;
    const [next]: CostRecomputeRow[] = await tx.query(
      `with u as (
         update cost_recomputes set done_count = done_count + $3, changed_count = changed_count + $4, price_version = $5,
           after_session = coalesce($6, after_session), finished_at = case when $7 then clock_timestamp() end
         where org_id = $1 and id = $2 returning *)
       select * from u`,
      [org, id, sessions.length, changed, version, sessions.at(-1)?.id ?? null, isFinished],
    );
    await this.record(tx, ctx, isFinished ? costEvents.recomputed : costEvents.continued, next!);
  }

  /** What a session had cost before, the newest first; batched. For field resolvers. */
  async revisionsOf(request: GraphqlContext, ctx: Ctx, sessionId: string): Promise<CostRevisionRow[]> {
    const loader = request.loaders.get('cost-revisions', async (ids) => {
      const rows: CostRevisionRow[] = await this.database.within(ctx, (tx) =>
        tx.query(
          `select r.* from unnest($2::uuid[]) as wanted(id), lateral (
             select * from session_cost_revisions where org_id = $1 and session_id = wanted.id
             order by at desc, recompute_id desc limit ${mostRevisions}) r`,
          [ctx.organizationId, ids],
        ),
      );
      return new Map(ids.map((id) => [id, rows.filter((row) => row.session_id === id)]));
    });
    return (await loader.load(sessionId)) ?? [];
  }

  private async reprice(
    tx: Tx,
    { organizationId }: Ctx,
    batch: { run: CostRecomputeRow; sessions: { id: string; scope_id: string }[]; version: string },
  ): Promise<number> {
    const { run, sessions, version } = batch;
    // Always in the same order.
    for (const scope of [...new Set(sessions.map(({ scope_id }) => scope_id))].sort())
      await takeTurn(tx, scope);
    const ids = sessions.map(({ id }) => id);
    const calls: CallRow[] = await tx.query(outdatedCalls, [organizationId, ids, version]);
    const prices = calls.map((call) => ({ ...placeOf(call), ...this.priceOf(call) }));
    await tx.query(setPrices, [organizationId, jsonbText(prices)]);
    await tx.query(setDays, [organizationId, ids]);
    const [changed]: { count: number }[] = await tx.query(setSessions, [
      ...[organizationId, ids, run.id, run.asked_by],
    ]);
    return changed!.count;
  }

  private priceOf(call: CallRow) {
    const { usdPicos, priceVersion } = this.pricing.of(pricedCall(call));
    return { usd_picos: usdPicos, price_version: priceVersion };
  }

  private async record(tx: Tx, ctx: Ctx, type: string, run: CostRecomputeRow): Promise<void> {
    const { id, price_version, session_count, done_count, changed_count } = run;
    const after = {
      id,
      priceVersion: price_version,
      sessions: session_count,
      done: done_count,
      changed: changed_count,
    };
    await this.events.record(tx, ctx, {
      type,
      subject: { type: 'cost_recompute', id, label: price_version },
      after,
    });
  }
}

const placeOf = ({ scope_id, runtime, key, session_id }: CallRow) => ({ scope_id, runtime, key, session_id });

const pricedCall = (call: CallRow): PricedCall => ({
  ...{ model: call.model, provider: call.provider, at: call.at },
  ...{ input: Number(call.input), cacheRead: Number(call.cache_read), output: Number(call.output) },
  ...{ cacheWrite: Number(call.cache_write), cacheWriteLong: Number(call.cache_write_long) },
});
