import { columnValues, rowsOf, type ColumnList } from '../platform/database/column-list.js';
import { plainText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import type { ApprovalRow } from './approval-row.js';
import type { ApprovalChange, ApprovalEventType } from './approval.events.js';

/** How a delivery ended. */
export interface Ending {
  delivery: 'DELIVERED' | 'OVERTAKEN' | 'FAILED';
  type: ApprovalEventType;
  note: string | null;
  /** Known at once for a denial and for what never reached the gateway. */
  outcome: 'REFUSED' | 'UNKNOWN' | null;
  recorded?: unknown;
}

export interface Ended {
  row: ApprovalRow;
  ending: Ending;
  requestId: string;
  /** The queued work that is done with it; null where somebody else closes that. */
  commandId: string | null;
}

const columns: ColumnList<Ended> = {
  id: ['uuid', ({ row }) => row.id],
  delivery: ['text', ({ ending }) => ending.delivery],
  note: ['text', ({ ending }) => (ending.note === null ? null : plainText(ending.note))],
  outcome: ['text', ({ ending }) => ending.outcome],
};
const endSql = `update approvals a set delivery = r.delivery, delivered_at = now(), delivery_note = r.note,
    outcome = case when a.outcome = 'NONE' and r.outcome is not null then r.outcome else a.outcome end,
    executed_at = case when a.outcome = 'NONE' and r.outcome is not null then now() else a.executed_at end
  from ${rowsOf(columns)}
  where a.org_id = $${Object.keys(columns).length + 1} and a.id = r.id and a.delivery = 'QUEUED' returning a.id`;

/** Notes how deliveries ended. @returns ids of those whose end was not noted before */
export async function writeEndings(
  tx: Tx,
  organizationId: string,
  ended: readonly Ended[],
): Promise<ReadonlySet<string>> {
  const [rows]: [{ id: string }[], number] = await tx.query(endSql, [
    ...columnValues(columns, ended),
    organizationId,
  ]);
  return new Set(rows.map(({ id }) => id));
}

/** What the log says about it. */
export function eventsOf({ row, ending }: Ended): ApprovalChange[] {
  const told: ApprovalChange = {
    type: ending.type,
    row,
    before: { delivery: 'QUEUED' },
    after: {
      delivery: ending.delivery,
      decision: row.decision,
      note: ending.note,
      recorded: ending.recorded ?? null,
    },
  };
  if (row.outcome !== 'NONE' || ending.outcome === null) return [told];
  const executed: ApprovalChange = {
    type: 'approval.executed',
    row,
    before: { outcome: 'NONE' },
    after: { outcome: ending.outcome, note: ending.note ?? 'The gateway took the denial.' },
  };
  return [told, executed];
}
