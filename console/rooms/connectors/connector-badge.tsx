import { Badge } from '../../ui/badge';
import { stateLooks, type ConnectorState } from './connector-states';

/** The state of a link: sign, word, colour. */
export function ConnectorBadge({ state }: { state: ConnectorState }) {
  const { word, tone, icon } = stateLooks[state];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}
