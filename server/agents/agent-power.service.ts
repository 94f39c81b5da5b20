import { Injectable } from '@nestjs/common';
import { ConnectorCommands } from '../connectors/connector-commands.service.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import type { AgentRow } from './agent-row.js';
import { agentEvents } from './agents.events.js';
import { lockAgents, settleRuntimeStates } from './runtime-states.js';
import { uuidOrNull } from '../platform/database/uuid.js';

/** Kind of work this service queues for gateways. The subject is the agent. */
export const powerCommand = 'agent.power';

/** The order stands in the agent's row; the queue only tells the gateway sooner. */
const tellWithinSeconds = 7 * 24 * 3600;

const outstanding = {
  off: 'Switched off here; the gateway has not been told yet, so its tools may still work.',
  on: 'Switched on here; the gateway has not been told yet, so its tools are still denied.',
};

/** Switches agents on and off. */
@Injectable()
export class AgentPower {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly commands: ConnectorCommands,
  ) {}

  /** Gives an agent its tools back, or denies them. An agent that is so already stays so. @throws AppError NOT_FOUND. */
  async setEnabled(ctx: Ctx, id: string, enabled: boolean): Promise<string> {
    return this.database.write(ctx, async (tx) => {
      await lockAgents(tx, ctx.organizationId!);
      const [agent]: AgentRow[] = await tx.query(
        `select * from agents where org_id = $1 and id = $2::uuid and removed_at is null`,
        [ctx.organizationId, uuidOrNull(id)],
      );
      if (!agent) throw new AppError('NOT_FOUND');
      if (agent.disabled !== enabled) return agent.id;
      await this.write(tx, agent, enabled);
      await this.events.record(tx, ctx, {
        type: enabled ? agentEvents.enabled : agentEvents.disabled,
        subject: { type: 'agent', id: agent.id, label: agent.name },
        agentId: agent.id,
        before: { enabled: !enabled },
        after: { enabled },
      });
      return agent.id;
    });
  }

  private async write(tx: Tx, agent: AgentRow, enabled: boolean): Promise<void> {
    const touched: unknown[] = await tx.query(
      `select 1 from gateway_stops where org_id = $1 and connector_id = $2 and agent_external_id = $3`,
      [agent.org_id, agent.connector_id, agent.external_id],
    );
    const nothingToDo = enabled && touched.length === 0;
    await tx.query(`update agents set disabled = $3, power_note = $4 where org_id = $1 and id = $2`, [
      agent.org_id,
      agent.id,
      !enabled,
      nothingToDo ? null : enabled ? outstanding.on : outstanding.off,
    ]);
    await settleRuntimeStates(tx, agent.org_id);
    await this.commands.queue(
      tx,
      {
        organizationId: agent.org_id,
        connectorId: agent.connector_id,
        kind: powerCommand,
        subjectId: agent.id,
        payload: {},
      },
      tellWithinSeconds,
    );
  }
}
