import { Injectable } from '@nestjs/common';
import { ConnectorCommands } from '../connectors/connector-commands.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import type { ApprovalRow, Decision } from './approval-row.js';

export const resolveCommand = 'approval.resolve';

const graceMs = 60_000;

type Subject = Pick<ApprovalRow, 'org_id' | 'id' | 'connector_id' | 'expires_at'>;

/** Queues decisions for their gateways; one is given up when the request's own time is over. */
@Injectable()
export class DeliveryQueue {
  constructor(
    private readonly clock: Clock,
    private readonly commands: ConnectorCommands,
  ) {}

  async add(tx: Tx, row: Subject, decision: Decision): Promise<void> {
    await this.addAll(tx, [{ row, decision }]);
  }

  async addAll(tx: Tx, decided: readonly { row: Subject; decision: Decision }[]): Promise<void> {
    const nowMs = this.clock.now().getTime();
    await this.commands.queueAll(
      tx,
      decided.map(({ row, decision }) => ({
        work: {
          organizationId: row.org_id,
          connectorId: row.connector_id,
          kind: resolveCommand,
          subjectId: row.id,
          payload: { decision },
        },
        expires: new Date(Math.max(row.expires_at.getTime(), nowMs) + graceMs),
      })),
    );
  }
}
