import type { Tx } from '../platform/database/tx.js';
import { holding } from './kill-switch.rules.js';

/**
 * One change of an organisation's agents at a time, until the transaction ends. Taken before any agent's row is
 * changed and after any order's row is locked, so that no two transactions wait for one another.
 */
export async function lockAgents(tx: Tx, organizationId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('agents:' || $1, 0))`, [organizationId]);
}

/**
 * Makes the state of every agent of an organisation follow from orders and off switches: an order holds it until the
 * gateway let go, then a person's off switch does. Call after any change to either.
 */
export async function settleRuntimeStates(tx: Tx, organizationId: string): Promise<void> {
  await lockAgents(tx, organizationId);
  await tx.query(
    `update agents a set runtime_state = wanted.state
     from (
       select x.id, case
         when exists (
           select 1 from kill_switches k
           where k.org_id = x.org_id and k.state = any ($2)
             and (k.scope = 'ORGANIZATION' or (k.scope = 'CONNECTOR' and k.target_id = x.connector_id)
               or (k.scope = 'AGENT' and k.target_id = x.id))
             and not exists (
               select 1 from kill_reports r where r.org_id = k.org_id and r.kill_switch_id = k.id
                 and r.connector_id = x.connector_id and r.state = 'LIFTED')) then 'KILLED'
         when x.disabled then 'DISABLED' else 'ONLINE' end as state
       from agents x where x.org_id = $1) wanted
     where a.org_id = $1 and a.id = wanted.id and a.runtime_state <> wanted.state`,
    [organizationId, holding],
  );
}
