import type { StopReachQuery } from '../../graphql/generated/documents';
import type { StopTarget } from './stop-target';

type Gateway = StopReachQuery['connectors']['edges'][number]['node'];

/** How far a stop would go, as known now. */
export interface StopReach {
  agents: number;
  /** Sessions with work in flight at the last sync. */
  running: number;
  /** Not every agent could be looked at, so more may run. */
  atLeast: boolean;
  gateways: number;
  /** Gateways that cannot be told now: the order waits for them. */
  unlinked: readonly string[];
  /** Gateways where nothing may be changed: they have to be stopped by hand. */
  readOnly: readonly string[];
}

const concerns = (target: StopTarget, agentHome: string | undefined) => (gateway: Gateway) =>
  target.scope === 'ORGANIZATION' || gateway.id === (target.scope === 'CONNECTOR' ? target.id : agentHome);

/** Counts what a stop of `target` would reach. */
export function reachOf(target: StopTarget, { agents, connectors }: StopReachQuery): StopReach {
  const all = agents.edges.map(({ node }) => node);
  const found = target.scope === 'AGENT' ? all.filter(({ id }) => id === target.id) : all;
  const gateways = connectors.edges.map(({ node }) => node).filter(concerns(target, found[0]?.connector.id));
  return {
    agents: target.scope === 'AGENT' ? 1 : agents.totalCount,
    running: found.reduce((sum, { runningSessionCount }) => sum + runningSessionCount, 0),
    atLeast: target.scope !== 'AGENT' && agents.pageInfo.hasNextPage,
    gateways: gateways.length,
    unlinked: gateways.filter(({ state }) => state !== 'CONNECTED').map(({ name }) => name),
    readOnly: gateways.filter(({ readOnly }) => readOnly).map(({ name }) => name),
  };
}

const count = (number: number, one: string, many: string): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

/** "12 agents on 3 gateways; at least 4 sessions were running at the last sync". Of one agent only its sessions. */
export function reachWords(scope: StopTarget['scope'], reach: StopReach): string {
  const sessions = runningWords(reach);
  if (scope === 'AGENT') return `${sessions.charAt(0).toUpperCase()}${sessions.slice(1)}`;
  const { agents, gateways } = reach;
  return `${count(agents, 'agent', 'agents')} on ${count(gateways, 'gateway', 'gateways')}; ${sessions}`;
}

function runningWords({ running, atLeast }: StopReach): string {
  if (running === 0 && atLeast) return 'running sessions were not all counted';
  const sessions = running === 0 ? 'no session was' : count(running, 'session was', 'sessions were');
  return `${atLeast ? 'at least ' : ''}${sessions} running at the last sync`;
}
