import type { AgentFilter, KillScope, StopBriefFragment } from '../../graphql/generated/documents';

/** What a stop order is to stop. */
export interface StopTarget {
  scope: KillScope;
  /** Id of the agent, connector or organisation. */
  id: string;
  name: string;
}

/** The target of an order that was given. */
export const targetOf = ({ scope, targetId, targetName }: StopBriefFragment): StopTarget => ({
  scope,
  id: targetId,
  name: targetName,
});

/** What kind of thing it is, in words. */
export const scopeWords: Record<KillScope, string> = {
  AGENT: 'agent',
  CONNECTOR: 'gateway',
  ORGANIZATION: 'whole organisation',
};

/** Finds the agents that the order would reach. */
export const filterOf = ({ scope, id, name }: StopTarget): AgentFilter => {
  if (scope === 'AGENT') return { text: name };
  return scope === 'CONNECTOR' ? { connectorId: id } : {};
};
