import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import type { EventRow } from '../platform/events/event-row.js';
import { Live } from '../platform/live/live.service.js';
import type { ApprovalRow } from './approval-row.js';
import { ApprovalsService } from './approvals.service.js';

export type ApprovalDelivery =
  { seq: number; type: string; approval: ApprovalRow } | { seq: number; reason: string };

const remembered = 500;
/** Who comes later, resuming from the past, is told how an approval stands by then. */
const rememberedMs = 10_000;

interface Told {
  delivery: Promise<ApprovalDelivery | null>;
  atMs: number;
}

/** The live feed of approvals: each event is read once per process and is one delivery, whoever and how many follow. */
@Injectable()
export class ApprovalChanges {
  private readonly told = new Map<string, Told>();

  constructor(
    private readonly live: Live,
    private readonly approvals: ApprovalsService,
  ) {}

  /** Changes after `after`, in log order, until `signal` aborts. */
  async *follow(
    ctx: Pick<Ctx, 'organizationId'>,
    after: number | null,
    signal: AbortSignal,
  ): AsyncGenerator<ApprovalDelivery> {
    for await (const item of this.live.follow(ctx.organizationId!, after, signal)) {
      if ('gap' in item) {
        yield { seq: item.seq, reason: item.gap };
        continue;
      }
      if (item.event.subject_type !== 'approval' || !item.event.subject_id) continue;
      const delivery = await this.at(item.event);
      if (delivery) yield delivery;
    }
  }

  /** The event as all its followers are told it: the very same object, which is what answers about it are shared by. */
  private at(event: EventRow): Promise<ApprovalDelivery | null> {
    const nowMs = performance.now();
    const known = this.told.get(event.id);
    if (known && nowMs - known.atMs < rememberedMs) return known.delivery;
    const delivery = this.read(event);
    delivery.catch(() => this.told.delete(event.id));
    this.told.delete(event.id);
    this.told.set(event.id, { delivery, atMs: nowMs });
    this.forget(nowMs);
    return delivery;
  }

  private async read(event: EventRow): Promise<ApprovalDelivery | null> {
    const approval = await this.approvals.find({ organizationId: event.org_id }, event.subject_id!);
    return approval && { seq: Number(event.seq), type: event.type, approval };
  }

  private forget(nowMs: number): void {
    for (const [id, { atMs }] of this.told) {
      if (this.told.size <= remembered && nowMs - atMs < rememberedMs) return;
      this.told.delete(id);
    }
  }
}
