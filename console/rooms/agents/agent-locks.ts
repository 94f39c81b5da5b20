import type { AgentLineFragment } from '../../graphql/generated/documents';

/** An order on this agent alone, that can be lifted from its page. A wider one is lifted where it was ordered. */
export const ownStop = ({ killSwitch }: Pick<AgentLineFragment, 'killSwitch'>) =>
  killSwitch?.scope === 'AGENT' ? killSwitch : null;

/** Why nothing can be done to an agent, in words; the role's reason first. */
export function agentLock(agent: Pick<AgentLineFragment, 'removedAt'>, role: string | null): string | null {
  if (role) return role;
  return agent.removedAt ? 'Its gateway no longer has this agent.' : null;
}
