import type { GatewaySessionRow } from '../connectors/openclaw/read-sessions.js';

/** What the sessions of one agent tell about it. */
export interface AgentWork {
  running: number;
  total: number;
  /** Milliseconds since the epoch. */
  lastActivityAtMs: number | null;
  /** How the run that ended last failed; null when it did not. */
  lastRunError: string | null;
}

export const noWork: AgentWork = { running: 0, total: 0, lastActivityAtMs: null, lastRunError: null };

/** Sums up sessions by agent. A session without an agent counts for none. */
export function workByAgent(sessions: readonly GatewaySessionRow[]): Map<string, AgentWork> {
  const grouped = new Map<string, GatewaySessionRow[]>();
  for (const session of sessions) {
    if (session.agentId === null) continue;
    const group = grouped.get(session.agentId);
    if (group) group.push(session);
    else grouped.set(session.agentId, [session]);
  }
  return new Map([...grouped].map(([agentId, group]) => [agentId, workOf(group)]));
}

function workOf(sessions: readonly GatewaySessionRow[]): AgentWork {
  const ended = sessions.filter((session) => session.endedAtMs !== null);
  const last = latest(ended, (session) => session.endedAtMs);
  return {
    running: sessions.filter((session) => session.hasActiveRun).length,
    total: sessions.length,
    lastActivityAtMs: latest(sessions, (session) => session.updatedAtMs)?.updatedAtMs ?? null,
    lastRunError: last?.status === 'failed' ? (last.lastRunError ?? 'the gateway gave no reason') : null,
  };
}

function latest<T>(items: readonly T[], at: (item: T) => number | null): T | null {
  return items.reduce<T | null>((best, item) => {
    const time = at(item);
    return time !== null && (best === null || time > (at(best) ?? 0)) ? item : best;
  }, null);
}
