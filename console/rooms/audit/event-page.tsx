import { useOutletContext, useParams } from 'react-router';
import { AuditEventByIdDocument } from '../../graphql/generated/documents';
import { useRead } from '../../graphql/use-read';
import { DetailView } from '../../ui/detail-view';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/link-button';
import { useHotkey } from '../../ui/use-hotkey';
import { EventDetail } from './event-detail';
import { useAuditPlace } from './use-audit-place';
import type { Neighbours } from './use-audit-log';

/** One event, by its URL. */
export function EventPage() {
  const { eventId = '' } = useParams();
  const { listPath, close } = useAuditPlace();
  const neighbours = useOutletContext<Neighbours>();
  const read = useRead(AuditEventByIdDocument, { id: eventId });
  useHotkey({ keys: 'escape', does: 'Close the event', run: close });
  return (
    <DetailView
      read={read}
      thing={read.data?.auditEvent}
      noun="event"
      missing={
        <EmptyState
          icon="search"
          title="There is no such event"
          heading="h1"
          actions={<LinkButton to={listPath}>Back to the log</LinkButton>}
        >
          Events are never taken out, so the link is incomplete or belongs to another organisation.
        </EmptyState>
      }
    >
      {(event) => <EventDetail key={event.id} event={event} neighbours={neighbours} />}
    </DetailView>
  );
}
