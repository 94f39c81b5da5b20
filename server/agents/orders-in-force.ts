import type { Tx } from '../platform/database/tx.js';
import { inForce } from './kill-switch.rules.js';
import type { KillSwitchRow } from './kill-switch-row.js';

/** Which of these agents of a connector a stop order in force covers; null stands for an agent nobody knows. */
export async function ordersInForce(
  tx: Tx,
  organizationId: string,
  connectorId: string,
  agentIds: readonly (string | null)[],
): Promise<(agentId: string | null) => boolean> {
  const rows: Pick<KillSwitchRow, 'scope' | 'target_id'>[] = await tx.query(
    `select scope, target_id from kill_switches where org_id = $1 and state = any ($4)
       and (scope = 'ORGANIZATION' or (scope = 'CONNECTOR' and target_id = $2)
         or (scope = 'AGENT' and target_id = any ($3::uuid[])))`,
    [organizationId, connectorId, agentIds, inForce],
  );
  const all = rows.some(({ scope }) => scope !== 'AGENT');
  const single = new Set(rows.map((row) => row.target_id));
  return (agentId) => all || (agentId !== null && single.has(agentId));
}
