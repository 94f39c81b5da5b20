import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import type { EventRow } from '../platform/events/event-row.js';
import { readTogether } from '../platform/graphql/shared-answers.js';
import { Live } from '../platform/live/live.service.js';
import type { ApprovalRow } from './approval-row.js';
import { ApprovalsService } from './approvals.service.js';

export type ApprovalDelivery =
  { seq: number; type: string; approval: ApprovalRow } | { seq: number; reason: string };

const remembered = 500;
/** Rows of requests may be large. */
const readAtOnce = 50;
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
    for await (const page of this.live.follow(ctx.organizationId!, after, signal)) {
      if ('gap' in page) {
        yield { seq: page.seq, reason: page.gap };
        continue;
      }
      const events = page.events.filter((event) => event.subject_type === 'approval' && event.subject_id);
      for (let at = 0; at < events.length; at += readAtOnce) {
        const told = await Promise.all(this.tell(events.slice(at, at + readAtOnce)));
        yield* told.filter((delivery) => delivery !== null);
      }
    }
  }

  /** The events as all followers are told them: the very same objects, which is what answers about them are shared by. */
  private tell(events: readonly EventRow[]): Promise<ApprovalDelivery | null>[] {
    const nowMs = performance.now();
    const fresh = ({ id }: EventRow) => nowMs - (this.told.get(id)?.atMs ?? -Infinity) < rememberedMs;
    const unread = events.filter((event) => !fresh(event));
    if (unread.length > 0) this.remember(unread, nowMs);
    const deliveries = events.map((event) => this.told.get(event.id)!.delivery);
    this.forget(nowMs);
    return deliveries;
  }

  private remember(events: readonly EventRow[], nowMs: number): void {
    const read = this.read(events);
    for (const { id } of events) {
      const delivery = read.then((deliveries) => deliveries.get(id) ?? null);
      delivery.catch(() => this.told.delete(id));
      this.told.delete(id);
      this.told.set(id, { delivery, atMs: nowMs });
    }
  }

  private forget(nowMs: number): void {
    for (const [id, { atMs }] of this.told) {
      if (this.told.size <= remembered && nowMs - atMs < rememberedMs) return;
      this.told.delete(id);
    }
  }

  private async read(events: readonly EventRow[]): Promise<Map<string, ApprovalDelivery>> {
    const ctx = { organizationId: events[0]!.org_id };
    const rows = await this.approvals.byIds(
      ctx,
      events.map((event) => event.subject_id!),
    );
    const deliveries = new Map<string, ApprovalDelivery>();
    for (const { id, seq, type, subject_id: subject } of events) {
      const approval = rows.get(subject!);
      if (approval) deliveries.set(id, { seq: Number(seq), type, approval });
    }
    readTogether([...deliveries.values()]);
    return deliveries;
  }
}
