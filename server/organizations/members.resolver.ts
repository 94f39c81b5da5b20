import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Ctx, Role } from '../platform/auth/ctx.js';
import { Can, SignedIn } from '../platform/graphql/can.js';
import { CurrentCtx, Request, type GraphqlContext } from '../platform/graphql/request.js';
import { MembersService, type MemberView } from './members.service.js';

@Resolver('Member')
export class MembersResolver {
  constructor(private readonly members: MembersService) {}

  @Can('members:read')
  @Query('members')
  list(@Args('first') first: number | null, @Args('after') after: string | null, @CurrentCtx() ctx: Ctx) {
    return this.members.list(ctx, first, after);
  }

  @ResolveField('lastSeenAt')
  lastSeenAt(@Parent() member: MemberView, @CurrentCtx() ctx: Ctx, @Request() request: GraphqlContext) {
    return request.loaders.get('lastSeen', (ids) => this.members.lastSeen(ctx, ids)).load(member.id);
  }

  @Can('members:manage')
  @Mutation('changeMemberRole')
  changeMemberRole(@Args('userId') userId: string, @Args('role') role: Role, @CurrentCtx() ctx: Ctx) {
    return this.members.changeRole(ctx, userId, role);
  }

  @Can('members:manage')
  @Mutation('suspendMember')
  suspendMember(@Args('userId') userId: string, @CurrentCtx() ctx: Ctx) {
    return this.members.suspend(ctx, userId);
  }

  @Can('members:manage')
  @Mutation('resumeMember')
  resumeMember(@Args('userId') userId: string, @CurrentCtx() ctx: Ctx) {
    return this.members.resume(ctx, userId);
  }

  /** Anybody may leave, so the service holds everybody else to `members:manage`. */
  @SignedIn()
  @Mutation('removeMember')
  removeMember(@Args('userId') userId: string, @CurrentCtx() ctx: Ctx) {
    return this.members.remove(ctx, userId);
  }
}
