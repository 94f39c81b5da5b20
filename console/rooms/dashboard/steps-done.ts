import type { FirstStepsQuery } from '../../graphql/generated/documents';
import type { Overview } from './figures';

export type StepKey = 'gateway' | 'agents' | 'approval' | 'colleague';

/** Which of the first steps are behind, from what there really is; null for what the viewer may not know. */
export function stepsDone(
  overview: Pick<Overview, 'connectorsTotal' | 'agentsTotal'>,
  found: FirstStepsQuery | undefined,
): Record<StepKey, boolean | null> {
  return {
    gateway: overview.connectorsTotal > 0,
    agents: overview.agentsTotal > 0,
    approval: found ? found.approvals.edges.length > 0 : null,
    colleague: found?.members ? found.members.edges.length > 1 : null,
  };
}

/** Whether the checklist still helps: until the first request of an agent has come in. */
export const stillFirstSteps = ({ gateway, agents, approval }: Record<StepKey, boolean | null>): boolean =>
  !gateway || !agents || approval === false;
