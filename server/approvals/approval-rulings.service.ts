import { Injectable } from '@nestjs/common';
import { columnValues, rowsOf, type ColumnList } from '../platform/database/column-list.js';
import { plainText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import type { HeldApproval } from './approval-insert.js';
import type { ApprovalChange } from './approval.events.js';
import { DeliveryQueue } from './delivery-queue.service.js';
import type { Ruling } from './judgement.rules.js';

/** A request that is decided without a person. */
export interface Ruled {
  row: HeldApproval;
  ruling: Ruling;
}

const columns: ColumnList<Ruled> = {
  id: ['uuid', ({ row }) => row.id],
  state: ['text', ({ ruling }) => ruling.state],
  decision: ['text', ({ ruling }) => ruling.decision],
  words: ['text', ({ ruling }) => plainText(ruling.words)],
};
const decideSql = `update approvals a set state = r.state, decision = r.decision, decision_source = 'POLICY',
    decided_at = now(), decision_reason = r.words, delivery = 'QUEUED'
  from ${rowsOf(columns)} where a.org_id = $${Object.keys(columns).length + 1} and a.id = r.id`;

/** A policy or a kill switch decides in the transaction in which the request is taken up. */
@Injectable()
export class ApprovalRulings {
  constructor(private readonly queue: DeliveryQueue) {}

  /** Decides and queues the deliveries; the caller records `rulingChange` of each in the same transaction. */
  async decide(tx: Tx, organizationId: string, ruled: readonly Ruled[]): Promise<void> {
    if (ruled.length === 0) return;
    await tx.query(decideSql, [...columnValues(columns, ruled), organizationId]);
    await this.queue.addAll(
      tx,
      ruled.map(({ row, ruling }) => ({ row, decision: ruling.decision })),
    );
  }
}

/** What goes into the log about a ruling, in the name of the policy. */
export function rulingChange({ row, ruling }: Ruled): ApprovalChange {
  const { state, decision, words, actor } = ruling;
  return {
    type: 'approval.decided',
    row,
    actor,
    before: { state: 'PENDING' },
    after: { state, decision, source: 'POLICY', reason: words },
  };
}
