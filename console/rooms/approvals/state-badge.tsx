import type { ApprovalRowFragment } from '../../graphql/generated/documents';
import { Badge } from '../../ui/badge';
import { stateLooks } from './approval-words';

/** The state of a request as a word with its sign. */
export function StateBadge({ state }: { state: ApprovalRowFragment['state'] }) {
  const { word, tone, icon } = stateLooks[state];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}
