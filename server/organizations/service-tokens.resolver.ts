import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Ctx } from '../platform/auth/ctx.js';
import { Can } from '../platform/graphql/can.js';
import { CurrentCtx, Request, type GraphqlContext } from '../platform/graphql/request.js';
import { CheckedInput } from '../platform/input/checked-input.pipe.js';
import { CreateServiceTokenInput } from './service-tokens.inputs.js';
import { ServiceTokensService, type ServiceTokenView } from './service-tokens.service.js';
import { UsersService } from './users.service.js';

@Resolver('ServiceToken')
export class ServiceTokensResolver {
  constructor(
    private readonly tokens: ServiceTokensService,
    private readonly users: UsersService,
  ) {}

  @Can('tokens:read')
  @Query('serviceTokens')
  list(@Args('first') first: number | null, @Args('after') after: string | null, @CurrentCtx() ctx: Ctx) {
    return this.tokens.list(ctx, first, after);
  }

  @Can('tokens:read')
  @Query('grantableScopes')
  grantableScopes(@CurrentCtx() ctx: Ctx) {
    return this.tokens.grantable(ctx);
  }

  @ResolveField('createdBy')
  createdBy(@Parent() token: ServiceTokenView, @CurrentCtx() ctx: Ctx, @Request() request: GraphqlContext) {
    return this.users.load(request, ctx, token.createdById);
  }

  @Can('tokens:manage')
  @Mutation('createServiceToken')
  createServiceToken(@Args('input', CheckedInput) input: CreateServiceTokenInput, @CurrentCtx() ctx: Ctx) {
    return this.tokens.create(ctx, input);
  }

  @Can('tokens:manage')
  @Mutation('revokeServiceToken')
  revokeServiceToken(@Args('id') id: string, @CurrentCtx() ctx: Ctx) {
    return this.tokens.revoke(ctx, id);
  }
}
