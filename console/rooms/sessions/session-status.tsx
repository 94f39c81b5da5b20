import type { SessionStatus as Status } from '../../graphql/generated/documents';
import { StatusDot } from '../../ui/status-dot';
import { statusLooks } from './session-looks';

/** How a session stands, as a dot with its words. */
export function SessionStatus({ status }: { status: Status }) {
  const { word, tone, moving } = statusLooks[status];
  return (
    <StatusDot tone={tone} pulsing={moving}>
      {word}
    </StatusDot>
  );
}
