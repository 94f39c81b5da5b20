import { Query, Resolver } from '@nestjs/graphql';
import type { Dependency, Overview } from '../../schema/generated/types.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Can } from '../platform/graphql/can.js';
import { CurrentCtx } from '../platform/graphql/request.js';
import { Dependencies } from './dependencies.service.js';
import { OverviewService } from './overview.service.js';

@Resolver()
export class InfrastructureResolver {
  constructor(
    private readonly everything: Dependencies,
    private readonly overviews: OverviewService,
  ) {}

  @Query()
  @Can('organization:read')
  dependencies(): Promise<Dependency[]> {
    return this.everything.all();
  }

  @Query()
  @Can('organization:read')
  overview(@CurrentCtx() ctx: Ctx): Promise<Overview> {
    return this.overviews.read(ctx);
  }
}
