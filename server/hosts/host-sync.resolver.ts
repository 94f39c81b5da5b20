import { Args, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import type { HostReportInput } from '../../schema/generated/types.js';
import { AccessTokens } from '../platform/auth/access-tokens.service.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Can } from '../platform/graphql/can.js';
import { CurrentCtx, Request, type GraphqlContext } from '../platform/graphql/request.js';
import { subscribe } from '../platform/live/subscribe.js';
import { HostDirectivesService } from './host-directives.service.js';
import { HostReportsService } from './host-reports.service.js';

/** What paired machines ask. Only they hold `hosts:sync`. */
@Resolver()
export class HostSyncResolver {
  constructor(
    private readonly reports: HostReportsService,
    private readonly directives: HostDirectivesService,
    private readonly tokens: AccessTokens,
  ) {}

  @Can('hosts:sync')
  @Mutation('reportHost')
  report(@CurrentCtx() ctx: Ctx, @Args('input') input: HostReportInput) {
    return this.reports.take(ctx, input);
  }

  @Can('hosts:sync')
  @Query('hostAccessToken')
  accessToken(@CurrentCtx() ctx: Ctx) {
    return this.tokens.mintForHost({ hostId: ctx.actor.id!, organizationId: ctx.organizationId! });
  }

  @Can('hosts:sync')
  @Subscription('hostDirectivesChanged')
  directivesChanged(@CurrentCtx() ctx: Ctx, @Request() request: GraphqlContext) {
    return subscribe(request.signal, (signal) => this.directives.follow(ctx, signal));
  }
}
