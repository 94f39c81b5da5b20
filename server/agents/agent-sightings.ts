import type { GatewayConnection } from '../connectors/openclaw/gateway-connection.js';
import { record, text } from '../connectors/openclaw/loose-json.js';
import { listAgents, type GatewayAgent } from '../connectors/openclaw/read-agents.js';
import { readConfig, type GatewayConfig } from '../connectors/openclaw/read-config.js';
import { listSessions } from '../connectors/openclaw/read-sessions.js';
import { plainText } from '../platform/database/jsonb.js';
import { workByAgent, type AgentWork } from './agent-work.rules.js';
import type { AgentSighting } from './agents.rules.js';

const lookAtSessions = 1000;
/** What an agent may execute when nothing is configured. */
const gatewayDefaultMode = 'full';

/** Everything one look at a gateway tells about its agents. */
export interface GatewayLook {
  agents: AgentSighting[];
  /** By the gateway's id of the agent; null when the gateway does not show its sessions. */
  work: Map<string, AgentWork> | null;
}

/** Reads the agents, how they may execute and what they work on; null when the gateway does not show agents. */
export async function lookAtAgents(connection: GatewayConnection): Promise<GatewayLook | null> {
  const agents = await listAgents(connection);
  if (agents === null) return null;
  const config = await readConfig(connection);
  const sessions = await listSessions(connection, lookAtSessions);
  return {
    agents: agents.map((agent) => sightingOf(agent, config)),
    work: sessions && workByAgent(sessions.sessions),
  };
}

function sightingOf(agent: GatewayAgent, config: GatewayConfig | null): AgentSighting {
  const clean = (value: string | null) => (value === null ? null : plainText(value));
  return {
    externalId: plainText(agent.externalId),
    name: clean(agent.name) ?? plainText(agent.externalId),
    emoji: clean(text(record(agent.raw.identity).emoji, 32) ?? text(agent.raw.emoji, 32)),
    model: clean(agent.model),
    isDefault: agent.isDefault,
    tools: (agent.tools ?? []).map(({ id, label, group }) => ({
      name: id,
      group,
      description: label === id ? null : label,
    })),
    workspace: clean(agent.workspace),
    execMode: config && execModeOf(config, agent.externalId),
  };
}

function execModeOf(config: GatewayConfig, agentId: string): string {
  const own = config.execModes.find((entry) => entry.agentId === agentId);
  return own?.mode ?? config.defaultExecMode ?? gatewayDefaultMode;
}
