import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Ctx } from '../platform/auth/ctx.js';
import { AppError } from '../platform/errors/app-error.js';
import { Can, Public } from '../platform/graphql/can.js';
import { CurrentCtx, Request, type GraphqlContext } from '../platform/graphql/request.js';
import { CheckedInput } from '../platform/input/checked-input.pipe.js';
import { AcceptInviteInput, InviteMemberInput } from './invites.inputs.js';
import { InvitesService, type InviteView } from './invites.service.js';
import { JoiningService } from './joining.service.js';
import { UsersService } from './users.service.js';
import { ViewerService } from './viewer.service.js';

@Resolver('Invite')
export class InvitesResolver {
  constructor(
    private readonly invites: InvitesService,
    private readonly joining: JoiningService,
    private readonly users: UsersService,
    private readonly viewers: ViewerService,
  ) {}

  @Can('members:manage')
  @Query('invites')
  list(@Args('first') first: number | null, @Args('after') after: string | null, @CurrentCtx() ctx: Ctx) {
    return this.invites.list(ctx, first, after);
  }

  @ResolveField('createdBy')
  createdBy(@Parent() invite: InviteView, @CurrentCtx() ctx: Ctx, @Request() request: GraphqlContext) {
    return this.users.load(request, ctx, invite.createdById);
  }

  @Public()
  @Query('invitePreview')
  invitePreview(@Args('token') token: string) {
    return this.joining.preview(token);
  }

  @Can('members:manage')
  @Mutation('inviteMember')
  inviteMember(@Args('input', CheckedInput) input: InviteMemberInput, @CurrentCtx() ctx: Ctx) {
    return this.invites.invite(ctx, input);
  }

  @Can('members:manage')
  @Mutation('revokeInvite')
  revokeInvite(@Args('id') id: string, @CurrentCtx() ctx: Ctx) {
    return this.invites.revoke(ctx, id);
  }

  @Public()
  @Mutation('acceptInvite')
  async acceptInvite(
    @Args('input', CheckedInput) input: AcceptInviteInput,
    @CurrentCtx() ctx: Ctx,
    @Request() request: GraphqlContext,
  ) {
    if (ctx.actor.kind === 'SERVICE_TOKEN' || ctx.actor.kind === 'HOST')
      throw new AppError('FORBIDDEN', 'Only a person can join an organisation.');
    if (ctx.actor.kind !== 'PERSON')
      return this.viewers.welcome(request, await this.joining.joinAndSignIn(ctx, input));
    await this.joining.joinAs(ctx, input.token);
    return { viewer: await this.viewers.person(ctx.actor.id!, ctx.credentialId) };
  }
}
