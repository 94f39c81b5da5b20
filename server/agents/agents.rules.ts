import type { AgentRow } from './agent-row.js';

export type AgentHealth = 'HEALTHY' | 'ATTENTION' | 'ERROR' | 'UNKNOWN';

/** What of a connector decides about the health of its agents. */
export interface LinkFacts {
  name: string;
  state: string;
  state_reason: string | null;
  healthy: boolean | null;
  removed_at: Date | null;
}

export interface HealthVerdict {
  health: AgentHealth;
  /** In words; null when all is well. */
  reason: string | null;
}

const verdict = (health: AgentHealth, reason: string | null): HealthVerdict => ({ health, reason });

/**
 * How an agent does, worst known fact first. What the gateway last told counts only while the link to it stands:
 * without a link nobody knows, and a person should look at the link.
 */
export function healthOf(
  agent: Pick<AgentRow, 'removed_at' | 'last_run_error' | 'power_note'>,
  connector: LinkFacts | null,
): HealthVerdict {
  if (!connector || connector.removed_at)
    return verdict('UNKNOWN', 'Its gateway is no longer connected here.');
  if (agent.removed_at) return verdict('UNKNOWN', 'The gateway no longer has this agent.');
  const unlinked = withoutLink(connector);
  if (unlinked) return unlinked;
  if (connector.healthy === false)
    return verdict('ERROR', `The gateway ${connector.name} says it is not well.`);
  if (agent.power_note !== null) return verdict('ATTENTION', agent.power_note);
  if (agent.last_run_error !== null)
    return verdict('ATTENTION', `The last run failed: ${agent.last_run_error}`);
  return verdict('HEALTHY', null);
}

function withoutLink({ name, state, state_reason: reason }: LinkFacts): HealthVerdict | null {
  if (state === 'CONNECTED') return null;
  if (state === 'DISABLED') return verdict('UNKNOWN', `The connector ${name} is switched off.`);
  if (state === 'CONNECTING') return verdict('UNKNOWN', `The link to ${name} is being made.`);
  return verdict('ATTENTION', `There is no link to ${name}. ${reason ?? ''}`.trim());
}

/** One agent as a gateway shows it now. */
export interface AgentSighting {
  externalId: string;
  name: string;
  emoji: string | null;
  model: string | null;
  isDefault: boolean;
  tools: AgentRow['tools'];
  workspace: string | null;
  execMode: string | null;
}

/** What a person cares about in an agent, as the log shows it. */
type Facts = Record<string, unknown>;

/**
 * What changed between two looks at an agent, if a person would care: null otherwise. While something of ours holds
 * the agent, its model, tools and exec mode are our doing and no news.
 */
export function newsOf(
  known: AgentRow,
  seen: AgentSighting,
  held: boolean,
): { before: Facts; after: Facts } | null {
  const before: Facts = {};
  const after: Facts = {};
  const compare = (field: string, was: unknown, is: unknown) => {
    if (was === is) return;
    before[field] = was;
    after[field] = is;
  };
  compare('name', known.name, seen.name);
  compare('isDefault', known.is_default, seen.isDefault);
  compare('workspace', known.workspace, seen.workspace);
  if (!held) {
    compare('model', known.model, seen.model);
    compare('execMode', known.exec_mode, seen.execMode);
    compare('tools', toolNames(known.tools), toolNames(seen.tools));
  }
  return Object.keys(after).length > 0 ? { before, after } : null;
}

function toolNames(tools: AgentRow['tools']): string {
  return tools
    .map((tool) => tool.name)
    .sort()
    .join(', ');
}
