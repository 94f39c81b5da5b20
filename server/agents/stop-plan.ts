import type { GatewayPeer } from '../connectors/gateway-feed.js';
import type { StopRecord } from '../connectors/openclaw/stop-record.js';
import type { Tx } from '../platform/database/tx.js';
import type { AgentRow } from './agent-row.js';
import { holding, inForce } from './kill-switch.rules.js';
import type { KillState, KillSwitchRow } from './kill-switch-row.js';
import { lockAgents } from './runtime-states.js';

/** The place that stands for everything a gateway runs; any other place is the gateway's id of an agent. */
export const wholeGateway = '';

/** An order as it concerns one gateway. */
export interface OrderHere extends KillSwitchRow {
  report_state: KillState;
  overdue: boolean;
  /** Where it stops things; null when its agent is gone from the gateway, so that there is nothing to stop. */
  place: string | null;
}

/** What is to be stopped at a gateway, and what was changed there so far. */
export interface StopPlan {
  orders: OrderHere[];
  /** The agents the gateway runs. */
  agents: AgentRow[];
  /** What was changed at each place, as the adapter wants it back. */
  stops: Map<string, StopRecord>;
  wanted: Set<string>;
}

export async function readStopPlan(tx: Tx, peer: GatewayPeer): Promise<StopPlan> {
  const at = [peer.organizationId, peer.connectorId];
  const orders: OrderHere[] = await tx.query(
    `select k.*, r.state as report_state, r.state = 'PENDING' and r.expires_at <= now() as overdue,
       case when k.scope <> 'AGENT' then '' when a.removed_at is null then a.external_id end as place
     from kill_switches k
     join kill_reports r on r.org_id = k.org_id and r.kill_switch_id = k.id and r.connector_id = $2
     left join agents a on k.scope = 'AGENT' and a.org_id = k.org_id and a.id = k.target_id
     where k.org_id = $1 and k.state = any ($3) and r.state <> 'LIFTED' order by k.engaged_at, k.id`,
    [...at, holding],
  );
  const agents: AgentRow[] = await tx.query(
    `select * from agents where org_id = $1 and connector_id = $2 and removed_at is null order by id`,
    at,
  );
  const rows: { agent_external_id: string; restore: string }[] = await tx.query(
    `select agent_external_id, restore from gateway_stops where org_id = $1 and connector_id = $2`,
    at,
  );
  return {
    orders,
    agents,
    stops: new Map(rows.map((row) => [row.agent_external_id, JSON.parse(row.restore) as StopRecord])),
    wanted: wantedPlaces(orders, agents),
  };
}

/** Every place that an order in force or an off switch wants stopped. */
export function wantedPlaces(
  orders: readonly Pick<OrderHere, 'state' | 'place' | 'overdue'>[],
  agents: readonly Pick<AgentRow, 'disabled' | 'external_id'>[],
): Set<string> {
  const ordered = orders.flatMap(({ state, place, overdue }) =>
    inForce.includes(state) && place !== null && !overdue ? [place] : [],
  );
  return new Set([...ordered, ...agents.flatMap((agent) => (agent.disabled ? [agent.external_id] : []))]);
}

/**
 * Whether somebody still wants this place stopped, held so until the transaction ends: an order lifted at the same
 * moment either comes first, or finds what is written after this.
 */
export async function stillWanted(tx: Tx, peer: GatewayPeer, place: string): Promise<boolean> {
  const ordered: unknown[] = await tx.query(
    `select 1 from kill_switches k where k.org_id = $1 and k.state = any ($4)
       and case when $3 = '' then k.scope = 'ORGANIZATION' or (k.scope = 'CONNECTOR' and k.target_id = $2)
         else k.scope = 'AGENT' and k.target_id in (select a.id from agents a
           where a.org_id = $1 and a.connector_id = $2 and a.external_id = $3 and a.removed_at is null) end
     for share of k`,
    [peer.organizationId, peer.connectorId, place, inForce],
  );
  await lockAgents(tx, peer.organizationId);
  if (ordered.length > 0) return true;
  const off: unknown[] = await tx.query(
    `select 1 from agents where org_id = $1 and connector_id = $2 and external_id = $3 and disabled and removed_at is null`,
    [peer.organizationId, peer.connectorId, place],
  );
  return off.length > 0;
}
