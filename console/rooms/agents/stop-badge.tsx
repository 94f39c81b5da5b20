import type { KillState } from '../../graphql/generated/documents';
import { Badge } from '../../ui/badge';
import { stopLooks } from './stop-looks';

/** How far a stop order is: sign, word, colour. */
export function StopBadge({ state }: { state: KillState }) {
  const { word, tone, icon } = stopLooks[state];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}
