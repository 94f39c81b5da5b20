import { EventPulseDocument, type EventPulseSubscription } from './generated/documents';
import { useCan } from './organization-context';
import { useLive } from './use-live';

type Delivery = Extract<EventPulseSubscription['activity'], { __typename: 'ActivityEvent' }>;

/**
 * Hears what happens in the organisation, by family of event: `connector` hears `connector.added` and its like.
 * All users of a page share one subscription. Mostly for `refreshSoon`.
 */
export function useEvents(
  families: readonly string[],
  onEvent: (event: Delivery['event']) => void,
  { when = true }: { when?: boolean } = {},
): void {
  const can = useCan();
  useLive(EventPulseDocument, {
    when: when && can('activity:read'),
    onDelivery: (delivery) => {
      if (delivery.__typename !== 'ActivityEvent') return;
      const [family = ''] = delivery.event.type.split('.');
      if (families.includes(family)) onEvent(delivery.event);
    },
  });
}
