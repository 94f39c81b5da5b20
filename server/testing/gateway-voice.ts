import type { GatewayPeer } from '../connectors/gateway-feed.js';
import type { GatewayApproval } from '../connectors/openclaw/approval-types.js';
import { GatewayConnection } from '../connectors/openclaw/gateway-connection.js';
import { systemCtx } from '../platform/auth/ctx.js';
import type { ObedientGateway } from './obedient-gateway.js';

/** A gateway as the rooms hear it, over a connection that this test holds instead of a worker. */
export async function peerOf(
  gateway: ObedientGateway,
  at: { organizationId: string; connectorId: string; connectorName: string },
): Promise<GatewayPeer> {
  const connection = new GatewayConnection({ url: gateway.url, credentials: { token: 'T' } });
  const hello = await connection.connect();
  const actor = { kind: 'CONNECTOR' as const, id: at.connectorId, label: at.connectorName };
  return {
    ...at,
    ctx: systemCtx(at.organizationId, 'gateway', actor),
    connection,
    hello,
    readOnly: false,
    restarted: null,
    signal: new AbortController().signal,
  };
}

/** A request to run a command, as a gateway of today tells it. */
export function asksToRun(command: string, externalId: string, agentId: string): GatewayApproval {
  return {
    ...{
      externalId,
      kind: 'exec',
      command,
      argv: null,
      cwd: '/work',
      host: 'gateway',
      nodeId: null,
      agentId,
    },
    ...{
      sessionKey: `agent:${agentId}:main`,
      sessionId: null,
      runId: null,
      toolCallId: null,
      toolName: 'exec',
    },
    ...{ pluginId: null, title: null, description: null, severity: null, resolvedPath: null },
    ...{ warningText: null, commandAnalysis: null, ask: null, security: null },
    allowedDecisions: ['allow-once', 'allow-always', 'deny'],
    unavailableDecisions: [],
    createdAtMs: Date.now(),
    expiresAtMs: Date.now() + 30 * 60_000,
    raw: { command },
  };
}
