import type { GatewayPeer } from '../connectors/gateway-feed.js';
import type { Tx } from '../platform/database/tx.js';
import type { ApprovalRow } from './approval-row.js';

/** What is read of a request that is known already: enough to tell whether it is the same, and to end it. */
export type KnownApproval = Pick<
  ApprovalRow,
  | 'org_id'
  | 'id'
  | 'connector_id'
  | 'external_id'
  | 'agent_id'
  | 'digest'
  | 'search_text'
  | 'state'
  | 'risk'
  | 'expires_at'
>;

/**
 * Two sessions of one gateway never run at once, but a hand-over may overlap by a moment: what a gateway's requests
 * become is written by one at a time. One lock for the whole gateway, as locks on the many requests of a batch could
 * be taken in an order that deadlocks, and nobody else would want them anyway.
 */
export async function lockRequests(tx: Tx, peer: GatewayPeer): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('requests/' || $1, 1))`, [peer.connectorId]);
}

/** Those of these requests that are known, by the gateway's id. */
export async function knownRequests(
  tx: Tx,
  peer: GatewayPeer,
  externalIds: readonly string[],
): Promise<Map<string, KnownApproval>> {
  const rows: KnownApproval[] = await tx.query(
    `select org_id, id, connector_id, external_id, agent_id, digest, search_text, state, risk, expires_at
     from approvals where org_id = $1 and connector_id = $2 and external_id = any ($3::text[])`,
    [peer.organizationId, peer.connectorId, externalIds],
  );
  return new Map(rows.map((row) => [row.external_id, row]));
}
