import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** Goes to a place of the timeline: `start`, `latest`, or the cursor before an entry. No entry is marked there. */
export function useGoTo(): (place: string) => void {
  const [, setParams] = useSearchParams();
  return useCallback(
    (place) =>
      setParams(
        (before) => {
          before.set('at', place);
          before.delete('entry');
          return before;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  );
}
