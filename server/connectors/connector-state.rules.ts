import type { LinkState, LinkStateName } from './openclaw/link-state.js';

export type ConnectorState =
  'DISABLED' | 'CONNECTING' | 'CONNECTED' | 'PAIRING_REQUIRED' | 'REFUSED' | 'UNREACHABLE' | 'RECONNECTING';

const states: Record<Exclude<LinkStateName, 'stopped'>, ConnectorState> = {
  connecting: 'CONNECTING',
  connected: 'CONNECTED',
  reconnecting: 'RECONNECTING',
  'pairing-required': 'PAIRING_REQUIRED',
  refused: 'REFUSED',
  unreachable: 'UNREACHABLE',
};

/** The contract's word for a link's state. A stopped link says nothing: another worker may hold the connector. */
export function connectorStateOf(link: LinkState): ConnectorState {
  return link.state === 'stopped' ? 'CONNECTING' : states[link.state];
}

/** Event type of a change of state; null for steps that mean nothing to a person. */
export function eventOfChange(before: string, after: ConnectorState): string | null {
  if (after === 'CONNECTED') return 'connector.connected';
  if (after === 'PAIRING_REQUIRED') return 'connector.pairing_required';
  if (after === 'REFUSED') return 'connector.refused';
  const lost = after === 'RECONNECTING' || after === 'UNREACHABLE';
  if (lost && before !== 'RECONNECTING' && before !== 'UNREACHABLE') return 'connector.disconnected';
  return null;
}
