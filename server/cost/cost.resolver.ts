import { Args, Query, Resolver } from '@nestjs/graphql';
import type { CostDimension } from '../../schema/generated/types.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Can } from '../platform/graphql/can.js';
import { CurrentCtx } from '../platform/graphql/request.js';
import type { SessionFilter } from '../sessions/session-spending.service.js';
import { CostBreakdown, type CostSlice } from './cost-breakdown.service.js';

/** Root fields of cost. */
@Resolver()
export class CostResolver {
  constructor(private readonly breakdown: CostBreakdown) {}

  @Query('costBreakdown')
  @Can('cost:read')
  by(
    @CurrentCtx() ctx: Ctx,
    @Args('dimension') dimension: CostDimension,
    @Args('filter') filter?: SessionFilter | null,
  ): Promise<CostSlice[]> {
    return this.breakdown.by(ctx, dimension, filter ?? {});
  }
}
