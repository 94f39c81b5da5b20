import { useEvents } from '../../graphql/use-events';
import { useEvery } from '../../ui/use-every';

const movingMs = 2_000;
const settledMs = 20_000;

/**
 * Reads again when something happened to agents, their gateways, requests or stop orders, and now and then besides:
 * sessions and the single steps of an order are not events.
 */
export function useAgentNews(refresh: () => void, moving: boolean): void {
  useEvents(['agent', 'kill_switch', 'connector', 'approval'], refresh);
  useEvery(moving ? movingMs : settledMs, refresh);
}
