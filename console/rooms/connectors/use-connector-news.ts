import { useEvents } from '../../graphql/use-events';
import { useEvery } from '../../ui/use-every';

const unsettledMs = 3_000;
const settledMs = 20_000;

/**
 * Reads again when something happened to a gateway or its agents, and now and then besides: attempts, syncs and
 * sessions of a gateway are not events.
 */
export function useConnectorNews(refresh: () => void, unsettled: boolean): void {
  useEvents(['connector', 'agent', 'kill_switch', 'approval'], refresh);
  useEvery(unsettled ? unsettledMs : settledMs, refresh);
}
