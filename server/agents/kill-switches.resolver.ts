import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { UsersService } from '../organizations/users.service.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Can } from '../platform/graphql/can.js';
import { CurrentCtx, Request, type GraphqlContext } from '../platform/graphql/request.js';
import type { KillInput } from './kill-input.rules.js';
import { KillSwitches } from './kill-switches.service.js';
import type { KillReportRow, KillSwitchRow } from './kill-switch-row.js';

/** Root fields and fields of stop orders. */
@Resolver('KillSwitch')
export class KillSwitchesResolver {
  constructor(
    private readonly kills: KillSwitches,
    private readonly users: UsersService,
  ) {}

  @Query('killSwitches')
  @Can('agents:read')
  list(@CurrentCtx() ctx: Ctx, @Args('lifted') lifted?: boolean | null): Promise<KillSwitchRow[]> {
    return this.kills.list(ctx, lifted ?? false);
  }

  @Mutation('engageKillSwitch')
  @Can('agents:kill')
  async engage(@CurrentCtx() ctx: Ctx, @Args('input') input: KillInput): Promise<KillSwitchRow | null> {
    return this.kills.find(ctx, await this.kills.engage(ctx, input));
  }

  @Mutation('liftKillSwitch')
  @Can('agents:kill')
  async lift(@CurrentCtx() ctx: Ctx, @Args('id') id: string): Promise<KillSwitchRow | null> {
    return this.kills.find(ctx, await this.kills.lift(ctx, id));
  }

  @ResolveField() async reports(
    @Parent() order: KillSwitchRow,
    @Request() request: GraphqlContext,
  ): Promise<KillReportRow[]> {
    const loader = request.loaders.get<KillReportRow[]>('kill-reports', (ids) =>
      this.kills.reportsByOrder(request.ctx!, ids),
    );
    return (await loader.load(order.id)) ?? [];
  }

  @ResolveField() engagedBy(@Parent() order: KillSwitchRow, @Request() request: GraphqlContext) {
    return this.users.load(request, request.ctx!, order.engaged_by);
  }

  @ResolveField() liftedBy(@Parent() order: KillSwitchRow, @Request() request: GraphqlContext) {
    return this.users.load(request, request.ctx!, order.lifted_by);
  }
}
