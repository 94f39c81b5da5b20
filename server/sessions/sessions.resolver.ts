import { Args, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import type { Ctx } from '../platform/auth/ctx.js';
import { Can } from '../platform/graphql/can.js';
import type { Page } from '../platform/graphql/keyset.js';
import { CurrentCtx, Request, type GraphqlContext } from '../platform/graphql/request.js';
import { subscribe } from '../platform/live/subscribe.js';
import type { HostBatch } from './session-batch.js';
import { SessionChanges } from './session-changes.service.js';
import { SessionErasure } from './session-erasure.service.js';
import type { SessionFilter } from './session-filter.js';
import type { SessionRow } from './session-row.js';
import { SessionSpending, type SessionTotals } from './session-spending.service.js';
import { SessionSync, type BatchReceipt } from './session-sync.service.js';
import { SessionsService, type SessionListArgs } from './sessions.service.js';

/** Root fields of sessions. */
@Resolver()
export class SessionsResolver {
  constructor(
    private readonly sessions: SessionsService,
    private readonly spending: SessionSpending,
    private readonly syncing: SessionSync,
    private readonly erasure: SessionErasure,
    private readonly changes: SessionChanges,
  ) {}

  @Query('sessions')
  @Can('sessions:read')
  list(@CurrentCtx() ctx: Ctx, @Args() args: SessionListArgs): Promise<Page<SessionRow>> {
    return this.sessions.list(ctx, args);
  }

  @Query('session')
  @Can('sessions:read')
  one(@CurrentCtx() ctx: Ctx, @Args('id') id: string): Promise<SessionRow | null> {
    return this.sessions.find(ctx, id);
  }

  @Query('sessionTotals')
  @Can('sessions:read')
  totals(@CurrentCtx() ctx: Ctx, @Args('filter') filter?: SessionFilter | null): Promise<SessionTotals> {
    return this.spending.totals(ctx, filter ?? {});
  }

  @Mutation('syncSessions')
  @Can('hosts:sync')
  sync(@CurrentCtx() ctx: Ctx, @Args('batch') batch: HostBatch): Promise<BatchReceipt> {
    return this.syncing.sync(ctx, batch);
  }

  @Mutation('eraseSession')
  @Can('sessions:manage')
  async erase(@CurrentCtx() ctx: Ctx, @Args('id') id: string): Promise<SessionRow | null> {
    return this.sessions.find(ctx, await this.erasure.erase(ctx, id));
  }

  @Subscription('sessionChanged', { resolve: (delivery: object) => delivery })
  @Can('sessions:read')
  changed(
    @CurrentCtx() ctx: Ctx,
    @Request() context: GraphqlContext,
    @Args() { id, after }: { id?: string | null; after?: number | null },
  ) {
    const from = { id: id ?? null, after: after ?? null };
    return subscribe(context.signal, (signal) => this.changes.follow(ctx, from, signal));
  }
}
