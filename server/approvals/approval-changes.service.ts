import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import type { EventRow } from '../platform/events/event-row.js';
import { Loaders } from '../platform/graphql/loaders.js';
import type { GraphqlContext } from '../platform/graphql/request.js';
import { Live } from '../platform/live/live.service.js';
import type { ApprovalRow } from './approval-row.js';
import { ApprovalsService } from './approvals.service.js';

export type ApprovalDelivery =
  { seq: number; type: string; approval: ApprovalRow } | { seq: number; reason: string };

const remembered = 500;

/** The live feed of approvals: rows are read once per event and process, whoever and how many follow. */
@Injectable()
export class ApprovalChanges {
  private readonly rows = new Map<string, Promise<ApprovalRow | null>>();

  constructor(
    private readonly live: Live,
    private readonly approvals: ApprovalsService,
  ) {}

  /** Changes after `after`, in log order, until the socket closes. */
  async *follow(ctx: Ctx, after: number | null, context: GraphqlContext): AsyncGenerator<ApprovalDelivery> {
    const signal = context.signal ?? new AbortController().signal;
    for await (const item of this.live.follow(ctx.organizationId!, after, signal)) {
      if ('gap' in item) {
        yield { seq: item.seq, reason: item.gap };
        continue;
      }
      if (item.event.subject_type !== 'approval' || !item.event.subject_id) continue;
      const approval = await this.rowAt(item.event);
      // What an earlier delivery loaded is stale by now.
      context.loaders = new Loaders();
      if (approval) yield { seq: item.seq, type: item.event.type, approval };
    }
  }

  private rowAt(event: EventRow): Promise<ApprovalRow | null> {
    const key = event.id;
    let row = this.rows.get(key);
    if (!row) {
      row = this.approvals.find({ organizationId: event.org_id }, event.subject_id!);
      row.catch(() => this.rows.delete(key));
      this.rows.set(key, row);
      if (this.rows.size > remembered) this.rows.delete(this.rows.keys().next().value!);
    }
    return row;
  }
}
