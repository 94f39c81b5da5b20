import { randomUUID } from 'node:crypto';
import type { GatewayConnection } from './gateway-connection.js';
import { number, record, text } from './loose-json.js';
import { RpcError } from './protocol-errors.js';
import type { StopRecord } from './stop-record.js';

/** A lease nobody renews lapses after this. */
const LEASE_MS = 120_000;

/**
 * Suspends the gateway, or renews the lease of the record. The gateway then refuses all work and almost every request.
 * Rejects with UNSUPPORTED before 2026.8.
 */
export async function freezeGateway(connection: GatewayConnection, restore: StopRecord): Promise<StopRecord> {
  if (!connection.supports('gateway.suspend.prepare')) {
    const words = 'This release of OpenClaw cannot be suspended.';
    throw RpcError.local('gateway.suspend.prepare', 'UNSUPPORTED', words);
  }
  const requestId = restore.freeze?.requestId ?? `clawbutler-${randomUUID()}`;
  const params = { requestId, terminalPolicy: 'terminate', drain: true };
  const answer = record(await connection.request('gateway.suspend.prepare', params));
  const suspensionId = text(answer.suspensionId, 512);
  if (suspensionId === null) {
    throw RpcError.local(
      'gateway.suspend.prepare',
      'BUSY',
      'The gateway did not let itself be suspended; it is busy.',
    );
  }
  const expiresAtMs = number(answer.expiresAtMs) ?? Date.now() + LEASE_MS;
  return { ...restore, freeze: { requestId, suspensionId, expiresAtMs } };
}

/** True while the gateway is suspended by the lease of this record. */
export async function isFrozenBy(connection: GatewayConnection, { freeze }: StopRecord): Promise<boolean> {
  if (!freeze || !connection.supports('gateway.suspend.status')) return false;
  try {
    const { suspensionId } = freeze;
    const { status } = record(await connection.request('gateway.suspend.status', { suspensionId }));
    return status === 'ready' || status === 'draining' || status === 'prepared';
  } catch (error) {
    if (error instanceof RpcError) return false;
    throw error;
  }
}

/** Ends the suspension of this record; one that lapsed already is fine. */
export async function thawGateway(connection: GatewayConnection, { freeze }: StopRecord): Promise<void> {
  if (!freeze) return;
  const { suspensionId } = freeze;
  try {
    await connection.request('gateway.suspend.resume', { suspensionId });
  } catch (error) {
    if (!(error instanceof RpcError) || error.code === 'CONNECTION_CLOSED') throw error;
  }
}
