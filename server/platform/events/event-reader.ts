import type { Tx } from '../database/tx.js';
import type { EventRow } from './event-row.js';

/** Sealed rows after a position, in order, with their payloads. */
export function readEvents(
  tx: Tx,
  organizationId: string,
  after: number,
  limit: number,
): Promise<EventRow[]> {
  return tx.query(
    `select e.*, p.payload from domain_events e
     left join event_payloads p on p.org_id = e.org_id and p.event_id = e.id
     where e.org_id = $1 and e.seq > $2 order by e.seq limit $3`,
    [organizationId, after, limit],
  );
}

/** Size of an organisation's log. */
export async function logSize(tx: Tx, organizationId: string): Promise<number> {
  const [row]: { size: string }[] = await tx.query(`select size from audit_heads where org_id = $1`, [
    organizationId,
  ]);
  return Number(row?.size ?? 0);
}
