import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { systemCtx } from '../platform/auth/ctx.js';
import type { Tx } from '../platform/database/tx.js';
import { EventLog } from '../platform/events/event-log.service.js';
import type { EventRow } from '../platform/events/event-row.js';
import { Reacts } from '../platform/jobs/reacts.js';
import type { AgentRow } from './agent-row.js';
import { agentEvents } from './agents.events.js';
import { lockAgents } from './runtime-states.js';

/** What becomes of agents whose gateway is forgotten. */
@Injectable()
export class AgentsReactions {
  constructor(private readonly events: EventLog) {}

  @Reacts('connector.removed')
  async connectorRemoved(event: EventRow, tx: Tx): Promise<void> {
    await lockAgents(tx, event.org_id);
    const gone: AgentRow[] = await tx.query(
      `select * from agents where org_id = $1 and connector_id = $2 and removed_at is null order by id`,
      [event.org_id, event.subject_id],
    );
    await tx.query(
      `update agents set removed_at = now(), running_session_count = 0
       where org_id = $1 and connector_id = $2 and removed_at is null`,
      [event.org_id, event.subject_id],
    );
    for (const row of gone) {
      await this.events.record(tx, systemCtx(event.org_id, randomUUID()), {
        type: agentEvents.gone,
        subject: { type: 'agent', id: row.id, label: row.name },
        agentId: row.id,
        before: {
          externalId: row.external_id,
          connectorId: row.connector_id,
          connector: event.subject_label,
        },
      });
    }
  }
}
