import { columnValues, rowsOf, type ColumnList } from '../platform/database/column-list.js';
import { plainText } from '../platform/database/jsonb.js';
import type { Ctx } from '../platform/auth/ctx.js';
import type { Tx } from '../platform/database/tx.js';
import { isUuid } from '../platform/database/uuid.js';
import type { ApprovalRow, Decision } from './approval-row.js';

/** A decision of a person that counts. */
export interface Decided {
  row: ApprovalRow;
  state: 'APPROVED' | 'REJECTED';
  decision: Decision;
  reason: string | null;
}

const columns: ColumnList<Decided> = {
  id: ['uuid', ({ row }) => row.id],
  state: ['text', ({ state }) => state],
  decision: ['text', ({ decision }) => decision],
  reason: ['text', ({ reason }) => reason],
};
const scalars = Object.keys(columns).length;
const decideSql = `update approvals a set state = r.state, decision = r.decision, decision_source = 'PERSON',
    decided_by = $${scalars + 1}, decided_at = now(), decision_reason = r.reason, delivery = 'QUEUED'
  from ${rowsOf(columns)} where a.org_id = $${scalars + 2} and a.id = r.id`;

/** Writes decisions on requests whose rows the transaction holds. */
export function writeDecided(tx: Tx, ctx: Ctx, decided: readonly Decided[]): void {
  if (decided.length === 0) return;
  tx.write(decideSql, [...columnValues(columns, decided), ctx.actor.id, ctx.organizationId]);
}

export function decidedOf(row: ApprovalRow, decision: Decision, words: string | null | undefined): Decided {
  const state = decision === 'DENY' ? 'REJECTED' : 'APPROVED';
  return { row, state, decision, reason: words?.trim() ? plainText(words.trim()) : null };
}

/**
 * Takes the locks of a batch in one order, whatever order it came in: two overlapping batches never deadlock.
 * @returns the requests that exist, by id
 */
export async function lockInOrder(
  tx: Tx,
  ctx: Ctx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ApprovalRow>> {
  const rows: ApprovalRow[] = await tx.query(
    `select *, expires_at <= now() as expired from approvals where org_id = $1 and id = any ($2::uuid[])
     order by id for update`,
    [ctx.organizationId, ids.filter(isUuid)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
