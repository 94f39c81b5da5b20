import type { AuditWholeFragment } from '../../graphql/generated/documents';
import { Card } from '../../ui/card';
import { usePageTitle } from '../../ui/use-page-title';
import { EventChanges } from './event-changes';
import { EventFacts } from './event-facts';
import { EventHeader } from './event-header';
import { EventProof } from './event-proof';
import { MoreLikeThis } from './more-like-this';
import { placeOf } from './event-words';
import type { Neighbours } from './use-audit-log';

interface EventDetailProps {
  event: AuditWholeFragment;
  neighbours: Neighbours;
}

/** One event, whole: what happened, what changed, and what proves that it was recorded so. */
export function EventDetail({ event, neighbours }: EventDetailProps) {
  usePageTitle([`Event ${placeOf(event)}`, 'Audit']);
  return (
    <article aria-label={`Event ${placeOf(event)}`}>
      <EventHeader event={event} neighbours={neighbours} />
      <div className="grid gap-4 px-4 pb-8 wide:px-6">
        <Card title="What was recorded">
          <EventFacts event={event} />
        </Card>
        <EventChanges event={event} />
        <Card title="Proof" aside="For checking by hand">
          <EventProof event={event} />
        </Card>
        <MoreLikeThis event={event} />
      </div>
    </article>
  );
}
