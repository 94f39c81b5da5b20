import { Injectable } from '@nestjs/common';
import { systemCtx } from '../platform/auth/ctx.js';
import type { Tx } from '../platform/database/tx.js';
import { EventLog } from '../platform/events/event-log.service.js';
import type { EventRow } from '../platform/events/event-row.js';
import { Reacts } from '../platform/jobs/reacts.js';
import type { ApprovalRow } from './approval-row.js';
import { recordApproval } from './approval.events.js';

/** What this room does when something happens elsewhere. */
@Injectable()
export class ApprovalReactions {
  constructor(private readonly events: EventLog) {}

  /** A removed connector can deliver nothing any more: what waits there is closed. */
  @Reacts('connector.removed')
  async closeOfRemoved(event: EventRow, tx: Tx): Promise<void> {
    const rows: ApprovalRow[] = await tx.query(
      `select * from approvals where org_id = $1 and connector_id = $2::uuid and state = 'PENDING' order by id for update`,
      [event.org_id, event.subject_id],
    );
    for (const row of rows) {
      await tx.query(
        `update approvals set state = 'CANCELLED', decided_at = now(), decision_reason = 'Its connector was removed.' where org_id = $1 and id = $2`,
        [row.org_id, row.id],
      );
      await recordApproval(this.events, tx, systemCtx(row.org_id, event.request_id), {
        type: 'approval.cancelled',
        row,
        before: { state: 'PENDING' },
        after: { state: 'CANCELLED', reason: 'Its connector was removed.' },
      });
    }
  }
}
