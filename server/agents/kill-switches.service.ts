import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';

/** Stop orders on agents, connectors and the organisation. */
@Injectable()
export class KillSwitches {
  /**
   * Whether a stop order in force covers this agent: its own, its connector's or the organisation's. With
   * `agentId` null only the two wider ones count. Reached or not: the order holds from the moment it is given.
   */
  async holds(tx: Tx, organizationId: string, connectorId: string, agentId: string | null): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `select 1 from kill_switches where org_id = $1 and state in ('PENDING', 'CONFIRMED_STOPPED', 'UNKNOWN')
         and (scope = 'ORGANIZATION' or (scope = 'CONNECTOR' and target_id = $2) or (scope = 'AGENT' and target_id = $3))
       limit 1`,
      [organizationId, connectorId, agentId],
    );
    return rows.length > 0;
  }
}
