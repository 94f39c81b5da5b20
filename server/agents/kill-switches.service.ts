import { Injectable } from '@nestjs/common';
import { ConnectorCommands } from '../connectors/connector-commands.service.js';
import { ConnectorDirectory } from '../connectors/connector-directory.service.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { killEvents } from './agents.events.js';
import { KillReports, lockOrder, reportsOf } from './kill-reports.service.js';
import { checkKillInput, type KillInput, type KillOrder } from './kill-input.rules.js';
import { holding, inForce } from './kill-switch.rules.js';
import { ordersInForce } from './orders-in-force.js';
import type { KillReportRow, KillSwitchRow } from './kill-switch-row.js';
import { findKillTarget, type KillTarget } from './kill-target.js';
import { settleRuntimeStates } from './runtime-states.js';
import { uuidOrNull } from '../platform/database/uuid.js';

/** Kinds of work this room queues for gateways. The subject is the order. */
export const killCommands = { apply: 'kill.apply', lift: 'kill.lift' } as const;

/** How far back the list of past orders goes; the log goes further. */
const pastOrders = 200;

/** Letting go is never given up; a gateway that stays away this long is gone. */
const liftExpirySeconds = 366 * 24 * 3600;

/** Stop orders on agents, connectors and the organisation. */
@Injectable()
export class KillSwitches {
  /** Like `holds`, for several agents of a connector with one look. */
  readonly holdsEach = ordersInForce;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly commands: ConnectorCommands,
    private readonly directory: ConnectorDirectory,
    private readonly reports: KillReports,
  ) {}

  /**
   * Whether a stop order in force covers this agent: its own, its connector's or the organisation's. With
   * `agentId` null only the two wider ones count. Reached or not: the order holds from the moment it is given.
   */
  async holds(tx: Tx, organizationId: string, connectorId: string, agentId: string | null): Promise<boolean> {
    const holds = await ordersInForce(tx, organizationId, connectorId, [agentId]);
    return holds(agentId);
  }

  /** Orders in force or being lifted, newest first; with `past` also the newest of those lifted and expired. */
  async list(ctx: Pick<Ctx, 'organizationId'>, past: boolean): Promise<KillSwitchRow[]> {
    return this.database.within(ctx, (tx) =>
      tx.read(
        `select k.* from kill_switches k
         where k.org_id = $1 and (k.state = any ($2) or ($3 and k.id in (
           select p.id from kill_switches p where p.org_id = $1 and p.state <> all ($2)
           order by p.engaged_at desc, p.id desc limit ${pastOrders})))
         order by k.engaged_at desc, k.id desc`,
        [ctx.organizationId, holding, past],
      ),
    );
  }

  async find(ctx: Pick<Ctx, 'organizationId'>, id: string): Promise<KillSwitchRow | null> {
    const rows: KillSwitchRow[] = await this.database.within(ctx, (tx) =>
      tx.read(`select * from kill_switches where org_id = $1 and id = $2::uuid`, [
        ctx.organizationId,
        uuidOrNull(id),
      ]),
    );
    return rows[0] ?? null;
  }

  /** Reports by order; for loaders. */
  async reportsByOrder(
    ctx: Pick<Ctx, 'organizationId'>,
    ids: readonly string[],
  ): Promise<Map<string, KillReportRow[]>> {
    const rows: KillReportRow[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select * from kill_reports where org_id = $1 and kill_switch_id = any ($2)
         order by lower(connector_name), connector_id`,
        [ctx.organizationId, ids],
      ),
    );
    return new Map(ids.map((id) => [id, rows.filter((row) => row.kill_switch_id === id)]));
  }

  /**
   * Orders a stop. An order in force on the same target is answered as it is.
   * @throws AppError NOT_FOUND, INVALID_INPUT.
   */
  async engage(ctx: Ctx, input: KillInput): Promise<string> {
    const order = checkKillInput(input);
    return this.database.write(ctx, async (tx) => {
      const target = await findKillTarget(tx, this.directory, {
        organizationId: ctx.organizationId!,
        ...order,
      });
      const made = await this.insert(tx, ctx, order, target);
      if (made) {
        await this.begin(tx, ctx, made, target);
        return made.id;
      }
      const [known]: KillSwitchRow[] = await tx.query(
        `select * from kill_switches where org_id = $1 and scope = $2 and target_id = $3 and state = any ($4)`,
        [ctx.organizationId, order.scope, target.id, inForce],
      );
      if (!known) throw new AppError('UNAVAILABLE');
      return known.id;
    });
  }

  /** Begins to put back what an order changed. An order lifted, being lifted or expired is answered as it is. */
  async lift(ctx: Ctx, id: string): Promise<string> {
    return this.database.write(ctx, async (tx) => {
      const order = await lockOrder(tx, ctx.organizationId!, id);
      if (!order) throw new AppError('NOT_FOUND');
      if (!inForce.includes(order.state)) return order.id;
      const by = ctx.actor.kind === 'PERSON' ? ctx.actor.id : null;
      await tx.query(
        `update kill_switches set state = 'LIFTING', lifted_by = $3 where org_id = $1 and id = $2`,
        [order.org_id, order.id, by],
      );
      await this.events.record(tx, ctx, {
        type: killEvents.liftAsked,
        subject: { type: 'kill_switch', id: order.id, label: order.target_name },
        agentId: order.scope === 'AGENT' ? order.target_id : null,
        before: { state: order.state },
        after: { state: 'LIFTING' },
      });
      await this.letGo(tx, ctx, { ...order, state: 'LIFTING' });
      return order.id;
    });
  }

  private async insert(
    tx: Tx,
    ctx: Ctx,
    order: KillOrder,
    target: KillTarget,
  ): Promise<KillSwitchRow | undefined> {
    const [row]: KillSwitchRow[] = await tx.query(
      `insert into kill_switches (org_id, id, scope, target_id, target_name, connector_id, reason, engaged_by, engaged_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, now(), now() + make_interval(mins => $9))
       on conflict (org_id, scope, target_id) where state in ('PENDING', 'CONFIRMED_STOPPED', 'UNKNOWN') do nothing
       returning *`,
      [
        ctx.organizationId,
        this.clock.newId(),
        order.scope,
        target.id,
        target.name,
        target.connectorId,
        order.reason,
        ctx.actor.kind === 'PERSON' ? ctx.actor.id : null,
        order.minutes,
      ],
    );
    return row;
  }

  private async begin(tx: Tx, ctx: Ctx, order: KillSwitchRow, target: KillTarget): Promise<void> {
    await this.events.record(tx, ctx, {
      type: killEvents.engaged,
      subject: { type: 'kill_switch', id: order.id, label: order.target_name },
      agentId: target.agentId,
      before: { state: null },
      after: {
        state: order.state,
        scope: order.scope,
        targetId: order.target_id,
        reason: order.reason,
        expiresAt: order.expires_at,
        gateways: target.connectors.map((connector) => connector.name),
      },
    });
    for (const connector of target.connectors) {
      await this.reports.open(tx, order, { connector, expiresAt: order.expires_at });
      await this.queue(tx, order, connector.id, killCommands.apply);
    }
    await this.reports.follow(tx, ctx, order);
    await settleRuntimeStates(tx, order.org_id);
  }

  /** Gateways where nothing was changed let go at once; the others are asked to. */
  private async letGo(tx: Tx, ctx: Ctx, order: KillSwitchRow): Promise<void> {
    const place = order.scope === 'AGENT' ? await externalIdOf(tx, order) : '';
    await this.commands.withdraw(tx, order.org_id, order.id, killCommands.apply);
    for (const report of await reportsOf(tx, order)) {
      if (report.state === 'LIFTED') continue;
      const changed: unknown[] = await tx.query(
        `select 1 from gateway_stops where org_id = $1 and connector_id = $2 and agent_external_id = $3`,
        [order.org_id, report.connector_id, place],
      );
      const told =
        changed.length > 0
          ? { state: 'LIFTING' as const, words: ['Lifting ordered.'], quiet: true }
          : {
              state: 'LIFTED' as const,
              words: ['Lifted; nothing had been changed at the gateway.'],
              quiet: true,
            };
      await this.reports.tell(tx, ctx, { killSwitchId: order.id, connectorId: report.connector_id }, told);
      if (changed.length > 0) await this.queue(tx, order, report.connector_id, killCommands.lift);
    }
    await this.reports.follow(tx, ctx, order);
    await settleRuntimeStates(tx, order.org_id);
  }

  private async queue(tx: Tx, order: KillSwitchRow, connectorId: string, kind: string): Promise<void> {
    await this.commands.queue(
      tx,
      { organizationId: order.org_id, connectorId, kind, subjectId: order.id, payload: {} },
      kind === killCommands.lift ? liftExpirySeconds : order.expires_at,
    );
  }
}

async function externalIdOf(tx: Tx, order: KillSwitchRow): Promise<string> {
  const [row]: { external_id: string }[] = await tx.query(
    `select external_id from agents where org_id = $1 and id = $2`,
    [order.org_id, order.target_id],
  );
  return row!.external_id;
}
