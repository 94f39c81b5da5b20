import type { DeviceIdentity } from './device-identity.js';
import type { GatewayEvent } from './frames.js';
import type { SocketOptions } from './gateway-socket.js';
import type { GatewayCredentials, Hello } from './handshake.js';
import type { LinkClock } from './link-clock.js';
import type { Refusal } from './refusals.js';

/** Where and as whom to connect, and the limits of one connection. */
export interface GatewayConnectionOptions extends Omit<SocketOptions, 'connectTimeoutMs'> {
  credentials: GatewayCredentials;
  identity?: DeviceIdentity;
  /** Default: every operator scope. */
  scopes?: readonly string[];
  /** Default: the newest proven one. Higher only to look at a newer gateway read-only. */
  maxProtocol?: number;
  clientVersion?: string;
  /** From opening the socket to hello. Default 10,000. */
  handshakeTimeoutMs?: number;
  /** Default 30,000. */
  requestTimeoutMs?: number;
  /** Requests that may wait at the same time. Default 128. */
  maxInFlight?: number;
  clock?: LinkClock;
}

/** What a connection tells its listeners. */
export interface ConnectionEvents {
  /** Emitted before the first event, synchronously: whoever must not miss one attaches here. */
  hello: [hello: Hello];
  event: [event: GatewayEvent];
  /** Sequence numbers were skipped: events were lost. Comes before the event that showed it. */
  gap: [gap: { expected: number; got: number }];
  /** Once, last. */
  closed: [refusal: Refusal];
}
