import { Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { UsersService } from '../organizations/users.service.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Can } from '../platform/graphql/can.js';
import { CurrentCtx, Request, type GraphqlContext } from '../platform/graphql/request.js';
import { picosPerMicro } from './checked-batch.rules.js';
import { CostRecomputes, type CostRecomputeRow, type CostRevisionRow } from './cost-recomputes.service.js';

/** Pricing again, and how far it is. */
@Resolver('CostRecompute')
export class CostRecomputeResolver {
  constructor(
    private readonly recomputes: CostRecomputes,
    private readonly users: UsersService,
  ) {}

  @Query('costRecompute')
  @Can('cost:read')
  latest(@CurrentCtx() ctx: Ctx): Promise<CostRecomputeRow | null> {
    return this.recomputes.latest(ctx);
  }

  @Mutation('recomputeSessionCosts')
  @Can('sessions:manage')
  ask(@CurrentCtx() ctx: Ctx): Promise<CostRecomputeRow> {
    return this.recomputes.ask(ctx);
  }

  @ResolveField('askedBy')
  askedBy(@Parent() row: CostRecomputeRow, @CurrentCtx() ctx: Ctx, @Request() request: GraphqlContext) {
    return this.users.load(request, ctx, row.asked_by);
  }
}

/** Former figures. */
@Resolver('SessionCostRevision')
export class CostRevisionResolver {
  constructor(private readonly users: UsersService) {}

  @ResolveField('by')
  by(@Parent() row: CostRevisionRow, @CurrentCtx() ctx: Ctx, @Request() request: GraphqlContext) {
    return this.users.load(request, ctx, row.asked_by);
  }

  @ResolveField('usdMicros')
  usdMicros(@Parent() row: CostRevisionRow): number | null {
    return row.priced_calls > 0 ? Number(row.usd_picos) / picosPerMicro : null;
  }

  @ResolveField('unpricedTokens')
  unpricedTokens(@Parent() row: CostRevisionRow): number {
    return Number(row.unpriced_tokens);
  }
}
