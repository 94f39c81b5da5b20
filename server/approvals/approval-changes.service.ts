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

/** What is read for one event. All of it belongs to the event's organisation and none to who looks, so it is shared. */
interface Told {
  approval: Promise<ApprovalRow | null>;
  loaders: Loaders;
}

/** The live feed of approvals: everything is read once per event and process, whoever and how many follow. */
@Injectable()
export class ApprovalChanges {
  private readonly told = new Map<string, Told>();

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
      const told = this.at(item.event);
      const approval = await told.approval;
      // What an earlier delivery loaded is stale by now.
      context.loaders = told.loaders;
      if (approval) yield { seq: item.seq, type: item.event.type, approval };
    }
  }

  private at(event: EventRow): Told {
    const known = this.told.get(event.id);
    if (known) return known;
    const approval = this.approvals.find({ organizationId: event.org_id }, event.subject_id!);
    approval.catch(() => this.told.delete(event.id));
    const told = { approval, loaders: new Loaders() };
    this.told.set(event.id, told);
    if (this.told.size > remembered) this.told.delete(this.told.keys().next().value!);
    return told;
  }
}
