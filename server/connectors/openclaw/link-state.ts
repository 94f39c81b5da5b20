import type { GatewayConnection } from './gateway-connection.js';
import type { Hello } from './handshake.js';
import type { Refusal } from './refusals.js';

/**
 * connecting: the first attempt runs. connected: hello received. reconnecting: a session was lost, a new one is
 * tried. pairing-required, refused: the gateway said no. unreachable: no gateway answered. stopped: `stop()`.
 */
export type LinkStateName =
  'connecting' | 'connected' | 'reconnecting' | 'pairing-required' | 'refused' | 'unreachable' | 'stopped';

export interface LinkState {
  state: LinkStateName;
  refusal?: Refusal;
  hello?: Hello;
  /** When the next attempt starts, in milliseconds since the epoch; absent when none will without `retryNow()`. */
  nextAttemptAtMs?: number;
}

/** One hello's worth of work for the owner of the link: read everything again. */
export interface GatewaySession {
  connection: GatewayConnection;
  hello: Hello;
  reason: 'connected' | 'gap';
  /** True when the gateway was restarted since the last session, null when it does not tell. */
  restarted: boolean | null;
  /** Aborted when this session is lost: stop reading. */
  signal: AbortSignal;
}

const PAIRING = new Set(['PAIRING_REQUIRED', 'SCOPE_UPGRADE_REQUIRED', 'DEVICE_IDENTITY_REQUIRED']);
const UNREACHABLE = new Set([
  'CONNECTION_REFUSED',
  'HOST_NOT_FOUND',
  'HOST_UNREACHABLE',
  'CONNECT_TIMEOUT',
  'HANDSHAKE_TIMEOUT',
  'CONNECTION_LOST',
  'HTTP_UNAVAILABLE',
  'TLS_EXPIRED',
  'GARBAGE',
  'FRAME_TOO_LARGE',
]);
const PASSING = new Set([
  'GATEWAY_STARTING',
  'GATEWAY_SUSPENDED',
  'GATEWAY_RESTARTING',
  'GATEWAY_UNAVAILABLE',
]);

/** The state a refusal puts a link in; `hadSession` when the link was connected before. */
export function stateAfter(refusal: Refusal, hadSession: boolean): LinkStateName {
  if (PAIRING.has(refusal.code)) return 'pairing-required';
  const network = UNREACHABLE.has(refusal.code) || PASSING.has(refusal.code);
  if (hadSession && refusal.retry !== 'never-until-changed') return 'reconnecting';
  return network ? 'unreachable' : 'refused';
}
