import type { ContentPolicy, RuntimeKind } from '../../schema/generated/types.js';
import type { Tx } from '../platform/database/tx.js';

/** What sessions are read from: a runtime instance on a host, or a gateway. */
export interface SessionSource {
  org_id: string;
  id: string;
  label: string;
  kind: RuntimeKind;
  content_policy: ContentPolicy;
  /** Null for a gateway. */
  host_id: string | null;
}

/** Within what a model call's key is unique, and whose batches take turns: the host, or the gateway. */
export function scopeOf(source: SessionSource): string {
  return source.host_id ?? source.id;
}

/**
 * Waits until it is the scope's turn, and holds it until the transaction ends: one batch of a host or gateway at a time.
 * Taken before any row's lock, so that batches of one scope never wait for each other in a circle.
 */
export async function takeTurn(tx: Tx, scope: string | null): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('sessions/' || $1, 0))`, [scope]);
}
