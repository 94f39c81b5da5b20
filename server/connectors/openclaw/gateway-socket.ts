import type { LookupFunction } from 'node:net';
import { WebSocket, type ClientOptions } from 'ws';
import { MAX_FRAME_BYTES } from './frames.js';

/** How the TCP and TLS part of a connection is made. */
export interface SocketOptions {
  url: string;
  /** Resolves the host: the place to pin an address that was validated before. Default: the system's. */
  lookup?: LookupFunction;
  tls?: { ca?: string | string[]; servername?: string };
  connectTimeoutMs: number;
  /** Replaces the way a socket is made; for callers that tunnel. */
  connectSocket?: (url: string, options: ClientOptions) => WebSocket;
}

/** Opens a WebSocket: no Origin, no redirects, no compression, frames capped. Throws SyntaxError on a bad URL. */
export function openGatewaySocket(options: SocketOptions): WebSocket {
  const { protocol } = new URL(options.url);
  if (protocol !== 'ws:' && protocol !== 'wss:')
    throw new SyntaxError('The address must start with ws:// or wss://.');
  const client: ClientOptions = {
    perMessageDeflate: false,
    followRedirects: false,
    maxPayload: MAX_FRAME_BYTES,
    handshakeTimeout: options.connectTimeoutMs,
    ...(options.lookup ? { lookup: options.lookup } : {}),
    ...(options.tls ?? {}),
  };
  const connect = options.connectSocket ?? ((url, how) => new WebSocket(url, how));
  return connect(options.url, client);
}
