import { Args, Query, Resolver, Subscription } from '@nestjs/graphql';
import type { QueryactivityEventsArgs } from '../../schema/generated/types.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Can } from '../platform/graphql/can.js';
import type { Page } from '../platform/graphql/keyset.js';
import type { EventRow } from '../platform/events/event-row.js';
import { CurrentCtx, Request, type GraphqlContext } from '../platform/graphql/request.js';
import { Live } from '../platform/live/live.service.js';
import { subscribe } from '../platform/live/subscribe.js';
import { activitySight } from './activity-sight.js';
import { toActivity, type ToldEvent } from './audit-event.js';
import { AuditLog } from './audit-log.service.js';

type Delivery = { activity: { seq: number; event: ToldEvent } | { seq: number; reason: string } };

/** Rows of the feed are shared by all who follow it, and so is what they are told about one: nobody sees more of it. */
const deliveries = new WeakMap<EventRow, Delivery>();

function told(row: EventRow): Delivery {
  let delivery = deliveries.get(row);
  if (!delivery) {
    delivery = { activity: { seq: Number(row.seq), event: toActivity(row) } };
    deliveries.set(row, delivery);
  }
  return delivery;
}

@Resolver()
export class ActivityResolver {
  constructor(
    private readonly log: AuditLog,
    private readonly live: Live,
  ) {}

  @Query()
  @Can('activity:read')
  activityEvents(@CurrentCtx() ctx: Ctx, @Args() request: QueryactivityEventsArgs): Promise<Page<ToldEvent>> {
    return this.log.page(ctx, request, activitySight(ctx));
  }

  @Subscription()
  @Can('activity:read')
  activity(
    @CurrentCtx() ctx: Ctx,
    @Request() request: GraphqlContext,
    @Args('after') after?: number | null,
  ): AsyncIterableIterator<Delivery> {
    return subscribe(request.signal, (signal) => this.deliver(ctx, after ?? null, signal));
  }

  private async *deliver(ctx: Ctx, after: number | null, signal: AbortSignal): AsyncGenerator<Delivery> {
    const { hidden } = activitySight(ctx);
    const shown = ({ type }: EventRow) => !hidden.some((prefix) => type.startsWith(prefix));
    for await (const page of this.live.follow(ctx.organizationId!, after, signal)) {
      if ('gap' in page) yield { activity: { seq: page.seq, reason: page.gap } };
      else yield* page.events.filter(shown).map(told);
    }
  }
}
