import { useCallback } from 'react';
import { useParams } from 'react-router';
import { useTo } from '../../graphql/organization-context';
import type { PlacedEntry } from './timeline-blocks';

/** The address of an entry within its session; null for the one of which the page does not know the neighbour. */
export function useEntryLink(): (placed: PlacedEntry) => string | null {
  const to = useTo();
  const { id = '' } = useParams();
  return useCallback(
    ({ entry, before }) =>
      before === null
        ? null
        : `${to(`/sessions/${id}`)}?at=${encodeURIComponent(before)}&entry=${encodeURIComponent(entry.id)}`,
    [to, id],
  );
}
