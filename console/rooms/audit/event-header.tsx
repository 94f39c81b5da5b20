import type { AuditWholeFragment } from '../../graphql/generated/documents';
import { Badge } from '../../ui/badge';
import { IconButton } from '../../ui/icon-button';
import { LinkButton } from '../../ui/link-button';
import { RiskMark } from '../../ui/risk-mark';
import { Time } from '../../ui/time';
import { placeOf } from './event-words';
import { useAuditPlace } from './use-audit-place';
import type { Neighbours } from './use-audit-log';

interface EventHeaderProps {
  event: AuditWholeFragment;
  neighbours: Neighbours;
}

/** The event as a sentence, and the ways to the ones before and after it. */
export function EventHeader({ event, neighbours }: EventHeaderProps) {
  const { listPath } = useAuditPlace();
  return (
    <header className="px-4 pt-4 pb-4 wide:px-6 wide:pt-5">
      <div className="mb-1 flex items-center justify-between gap-3">
        <LinkButton to={listPath} look="ghost" size="small" icon="arrow-left" className="-ml-2 wide:hidden">
          The log
        </LinkButton>
        <span className="mono figures text-meta text-ink-2 narrow:hidden">{placeOf(event)}</span>
        <Steps neighbours={neighbours} />
      </div>
      <h1 className="text-h1 font-semibold text-ink text-pretty wrap-anywhere">
        <bdi>{event.summary}</bdi>
      </h1>
      <div className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1.5 text-ink-2">
        {event.outcome === 'REFUSED' ? (
          <Badge tone="red" icon="ban">
            Refused
          </Badge>
        ) : null}
        {event.risk ? <RiskMark risk={event.risk} after="risk" /> : null}
        <Time at={event.at} />
        <span className="mono figures wide:hidden">{placeOf(event)}</span>
      </div>
    </header>
  );
}

function Steps({ neighbours: { newer, older } }: { neighbours: Neighbours }) {
  const { goTo, close } = useAuditPlace();
  const step = (id: string | undefined) => (id ? () => goTo(id) : undefined);
  return (
    <div className="-mr-1.5 flex items-center gap-0.5">
      <IconButton
        icon="chevron-up"
        label="Newer event"
        keys="k"
        size="small"
        disabled={!newer}
        onClick={step(newer)}
      />
      <IconButton
        icon="chevron-down"
        label="Older event"
        keys="j"
        size="small"
        disabled={!older}
        onClick={step(older)}
      />
      <IconButton
        icon="x"
        label="Close"
        keys="escape"
        size="small"
        className="narrow:hidden"
        onClick={close}
      />
    </div>
  );
}
