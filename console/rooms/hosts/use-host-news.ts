import { useEvents } from '../../graphql/use-events';
import { useEvery } from '../../ui/use-every';

const movingMs = 3_000;
const settledMs = 10_000;

/** Reads again when something happened to hosts or their runtimes, and now and then besides: reports are no events. */
export function useHostNews(refresh: () => void, moving: boolean): void {
  useEvents(['host', 'runtime'], refresh);
  useEvery(moving ? movingMs : settledMs, refresh);
}
