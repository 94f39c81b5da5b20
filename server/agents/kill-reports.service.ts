import { Injectable } from '@nestjs/common';
import type { ListedConnector } from '../connectors/connector-directory.service.js';
import type { Ctx } from '../platform/auth/ctx.js';
import type { Tx } from '../platform/database/tx.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { killEvents } from './agents.events.js';
import { addSteps, eventOfStep, holding, stateFrom } from './kill-switch.rules.js';
import type { KillReportRow, KillState, KillSwitchRow } from './kill-switch-row.js';
import { settleRuntimeStates } from './runtime-states.js';
import { uuidOrNull } from '../platform/database/uuid.js';

export const expiredWords = 'The order expired before the gateway could be reached.';

/** What one gateway tells about one order. */
export interface Told {
  state: KillState;
  words: readonly string[];
  /** The gateway had been stopped before and had lost it. */
  again?: boolean;
  /** Whether the order was being lifted when this was seen; an order that moved on since is told nothing. */
  lifting?: boolean;
  /** Said only of a gateway that stands so. */
  only?: KillState;
  /** The order's own event tells it already. */
  quiet?: boolean;
}

/** Writes how each gateway stands under an order, and what follows for the order as a whole. */
@Injectable()
export class KillReports {
  constructor(private readonly events: EventLog) {}

  /** Puts a gateway under an order, which waits for it until `expiresAt`. Once is enough. */
  async open(
    tx: Tx,
    order: KillSwitchRow,
    { connector, expiresAt }: { connector: ListedConnector; expiresAt: Date },
  ): Promise<void> {
    const waits =
      connector.state === 'CONNECTED' ? 'the gateway is being told' : 'waits for the link to the gateway';
    await tx.query(
      `insert into kill_reports (org_id, kill_switch_id, connector_id, connector_name, steps, expires_at)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [order.org_id, order.id, connector.id, connector.name, [`Ordered; ${waits}.`], expiresAt],
    );
  }

  /** Writes what a gateway tells and lets the order follow. A gateway that is not under the order tells nothing. */
  async tell(tx: Tx, ctx: Ctx, at: { killSwitchId: string; connectorId: string }, told: Told): Promise<void> {
    const order = await lockOrder(tx, ctx.organizationId!, at.killSwitchId);
    const [report]: KillReportRow[] = await tx.query(
      `select * from kill_reports where org_id = $1 and kill_switch_id = $2 and connector_id = $3`,
      [ctx.organizationId, at.killSwitchId, at.connectorId],
    );
    if (!order || !report) return;
    if (told.lifting !== undefined && told.lifting !== (order.state === 'LIFTING')) return;
    if (told.only !== undefined && told.only !== report.state) return;
    const steps = addSteps(report.steps, told.words);
    const changed = report.state !== told.state;
    if (!changed && !told.again && steps.length === report.steps.length) return;
    await tx.query(
      `update kill_reports set state = $4, steps = $5, at = now()
       where org_id = $1 and kill_switch_id = $2 and connector_id = $3`,
      [ctx.organizationId, at.killSwitchId, at.connectorId, told.state, steps],
    );
    const moved = await this.follow(tx, ctx, order);
    if (moved || told.quiet || (!changed && !told.again)) return;
    const type = told.again ? killEvents.reapplied : killEvents.reported;
    await this.announce(tx, ctx, order, {
      type,
      before: { gateway: report.connector_name, state: report.state },
      after: { gateway: report.connector_name, state: told.state, steps: [...told.words] },
    });
  }

  /** Works out the order's state from its gateways'. @returns whether it changed. */
  async follow(tx: Tx, ctx: Ctx, order: KillSwitchRow): Promise<boolean> {
    if (!holding.includes(order.state)) return false;
    const reports = await reportsOf(tx, order);
    const state = stateFrom(
      reports.map((report) => report.state),
      order.state === 'LIFTING',
    );
    const type = eventOfStep(order.state, state);
    if (type === null) return false;
    await tx.query(
      `update kill_switches set state = $3,
         confirmed_at = case when $3 = 'CONFIRMED_STOPPED' then now() else confirmed_at end,
         lifted_at = case when $3 = 'LIFTED' then now() else lifted_at end
       where org_id = $1 and id = $2`,
      [order.org_id, order.id, state],
    );
    await settleRuntimeStates(tx, order.org_id);
    const gateways = reports.map((report) => ({
      gateway: report.connector_name,
      state: report.state,
      steps: report.steps.slice(-5),
    }));
    await this.announce(tx, ctx, order, { type, before: { state: order.state }, after: { state, gateways } });
    return true;
  }

  private async announce(
    tx: Tx,
    ctx: Ctx,
    order: KillSwitchRow,
    step: { type: string; before: unknown; after: unknown },
  ): Promise<void> {
    await this.events.record(tx, ctx, {
      ...step,
      subject: { type: 'kill_switch', id: order.id, label: order.target_name },
      agentId: order.scope === 'AGENT' ? order.target_id : null,
    });
  }
}

/** The order, locked until the transaction ends; null when there is none. */
export async function lockOrder(tx: Tx, organizationId: string, id: string): Promise<KillSwitchRow | null> {
  const [row]: KillSwitchRow[] = await tx.query(
    `select * from kill_switches where org_id = $1 and id = $2::uuid for update`,
    [organizationId, uuidOrNull(id)],
  );
  return row ?? null;
}

export async function reportsOf(tx: Tx, order: KillSwitchRow): Promise<KillReportRow[]> {
  return tx.query(
    `select * from kill_reports where org_id = $1 and kill_switch_id = $2 order by lower(connector_name), connector_id`,
    [order.org_id, order.id],
  );
}
