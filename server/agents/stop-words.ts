import type { GatewayPeer } from '../connectors/gateway-feed.js';
import { RpcError } from '../connectors/openclaw/protocol-errors.js';
import { missingScopes } from '../connectors/openclaw/scopes.js';

/** Scopes without which a stop cannot be had. */
const needed = new Set(['operator.write', 'operator.admin']);

/** Why a gateway could not be stopped or let go, in words for the report. */
export function wordsOfFailure(peer: GatewayPeer, error: unknown): string[] {
  if (peer.readOnly) {
    const version = `protocol ${peer.hello.protocol}`;
    return [
      `The gateway speaks ${version}, newer than what this version was proven with: nothing is changed there. Stop it at the gateway itself.`,
    ];
  }
  const missing = missingScopes(peer.hello.scopes).filter(({ scope }) => needed.has(scope));
  const said = error instanceof RpcError ? error.message : 'Something failed on our side.';
  return [`Not done: ${said}`, ...missing.map(({ costs }) => costs)];
}
