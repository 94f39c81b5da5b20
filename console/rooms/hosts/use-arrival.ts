import { useState } from 'react';
import { useAccount } from '../../graphql/account-context';
import { HostArrivalDocument, type HostArrivalQuery } from '../../graphql/generated/documents';
import { useEvents } from '../../graphql/use-events';
import { useRead } from '../../graphql/use-read';

export type Arrival = NonNullable<HostArrivalQuery['runtimeHost']>;

/** The machine that the viewer let in since the page began to wait; null until one came. */
export function useArrival(waiting: boolean): { arrival: Arrival | null; forget: () => void } {
  const viewerId = useAccount().viewer?.user?.id;
  const [id, setId] = useState<string | null>(null);
  useEvents(
    ['host'],
    ({ type, subject }) => {
      if (type === 'host.paired' && subject?.id) setId(subject.id);
    },
    { when: waiting },
  );
  const { data } = useRead(HostArrivalDocument, { id: id ?? '' }, { when: id !== null });
  const host = data?.runtimeHost;
  // Somebody else may pair another machine at the same moment.
  const mine = host && host.pairedBy?.id === viewerId ? host : null;
  return { arrival: id === null ? null : mine, forget: () => setId(null) };
}
