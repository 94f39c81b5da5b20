import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ConnectorCommands } from '../connectors/connector-commands.service.js';
import { ConnectorDirectory } from '../connectors/connector-directory.service.js';
import { systemCtx } from '../platform/auth/ctx.js';
import type { Tx } from '../platform/database/tx.js';
import type { EventRow } from '../platform/events/event-row.js';
import { Reacts } from '../platform/jobs/reacts.js';
import { KillReports } from './kill-reports.service.js';
import { holding, inForce, defaultExpiryMinutes } from './kill-switch.rules.js';
import { killCommands } from './kill-switches.service.js';
import type { KillSwitchRow } from './kill-switch-row.js';

const removedWords =
  'The connector was removed: nothing is governed there any more. What the order changed at the gateway stays changed.';

/** Gateways that come and go while stop orders are in force. */
@Injectable()
export class KillSwitchesReactions {
  constructor(
    private readonly commands: ConnectorCommands,
    private readonly directory: ConnectorDirectory,
    private readonly reports: KillReports,
  ) {}

  /** A gateway added to a stopped organisation is stopped too. */
  @Reacts('connector.added')
  async added(event: EventRow, tx: Tx): Promise<void> {
    const [connector] = await this.directory.live(tx, event.org_id, event.subject_id!);
    if (!connector) return;
    const orders: KillSwitchRow[] = await tx.query(
      `select * from kill_switches where org_id = $1 and scope = 'ORGANIZATION' and state = any ($2) for update`,
      [event.org_id, inForce],
    );
    for (const order of orders) {
      const expiresAt = new Date(event.at.getTime() + defaultExpiryMinutes * 60_000);
      await this.reports.open(tx, order, { connector, expiresAt });
      await this.commands.queue(
        tx,
        {
          organizationId: event.org_id,
          connectorId: connector.id,
          kind: killCommands.apply,
          subjectId: order.id,
          payload: {},
        },
        expiresAt,
      );
      await this.reports.follow(tx, systemCtx(event.org_id, randomUUID()), order);
    }
  }

  /** A gateway that was removed has nothing to stop; an order on it alone has ended. */
  @Reacts('connector.removed')
  async removed(event: EventRow, tx: Tx): Promise<void> {
    const ctx = systemCtx(event.org_id, randomUUID());
    const connectorId = event.subject_id!;
    const orders: KillSwitchRow[] = await tx.query(
      `select k.* from kill_switches k join kill_reports r on r.org_id = k.org_id and r.kill_switch_id = k.id
       where k.org_id = $1 and r.connector_id = $2 and k.state = any ($3) order by k.id for update of k`,
      [event.org_id, connectorId, holding],
    );
    await tx.query(`delete from gateway_stops where org_id = $1 and connector_id = $2`, [
      event.org_id,
      connectorId,
    ]);
    for (const order of orders) {
      if (order.connector_id === connectorId) {
        await tx.query(`update kill_switches set state = 'LIFTING' where org_id = $1 and id = $2`, [
          order.org_id,
          order.id,
        ]);
      }
      await this.reports.tell(
        tx,
        ctx,
        { killSwitchId: order.id, connectorId },
        { state: 'LIFTED', words: [removedWords] },
      );
    }
  }
}
