import type { AgentLineFragment } from '../../graphql/generated/documents';
import { Badge } from '../../ui/badge';
import { runtimeLook } from './agent-looks';

/** What a person made of an agent: on, disabled, or held by a stop order. */
export function RuntimeBadge({ agent }: { agent: Pick<AgentLineFragment, 'runtimeState' | 'killSwitch'> }) {
  const { word, tone, icon } = runtimeLook(agent);
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}
