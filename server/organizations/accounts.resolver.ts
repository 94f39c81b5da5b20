import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Ctx } from '../platform/auth/ctx.js';
import { Public, SignedIn } from '../platform/graphql/can.js';
import { CurrentCtx, Request, type GraphqlContext } from '../platform/graphql/request.js';
import { CheckedInput } from '../platform/input/checked-input.pipe.js';
import { ChangePasswordArgs, LoginInput, NameArgs } from './account.inputs.js';
import { AccountsService } from './accounts.service.js';
import { SessionsService } from './sessions.service.js';
import { ViewerService } from './viewer.service.js';

/** A person's own account and sessions. */
@Resolver()
export class AccountsResolver {
  constructor(
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly viewers: ViewerService,
  ) {}

  @Public()
  @Query('viewer')
  viewer(@CurrentCtx() ctx: Ctx) {
    return this.viewers.of(ctx);
  }

  @SignedIn()
  @Query('loginSessions')
  loginSessions(@CurrentCtx() ctx: Ctx) {
    return this.sessions.list(ctx);
  }

  @Public()
  @Mutation('login')
  async login(
    @Args('input', CheckedInput) input: LoginInput,
    @CurrentCtx() ctx: Ctx,
    @Request() request: GraphqlContext,
  ) {
    return this.viewers.welcome(request, await this.accounts.login(ctx, input));
  }

  @Public()
  @Mutation('logout')
  async logout(@CurrentCtx() ctx: Ctx, @Request() request: GraphqlContext) {
    await this.sessions.logout(ctx);
    request.reply?.clearCookie();
    return true;
  }

  @SignedIn()
  @Mutation('createAccessToken')
  createAccessToken(@CurrentCtx() ctx: Ctx) {
    return this.accounts.createAccessToken(ctx);
  }

  @SignedIn()
  @Mutation('revokeSession')
  revokeSession(@Args('id') id: string, @CurrentCtx() ctx: Ctx) {
    return this.sessions.revoke(ctx, id);
  }

  @SignedIn()
  @Mutation('revokeOtherSessions')
  revokeOtherSessions(@CurrentCtx() ctx: Ctx) {
    return this.sessions.revokeOthers(ctx);
  }

  @SignedIn()
  @Mutation('changePassword')
  changePassword(@Args(CheckedInput) args: ChangePasswordArgs, @CurrentCtx() ctx: Ctx) {
    return this.accounts.changePassword(ctx, args);
  }

  @SignedIn()
  @Mutation('updateProfile')
  updateProfile(@Args(CheckedInput) { name }: NameArgs, @CurrentCtx() ctx: Ctx) {
    return this.accounts.updateProfile(ctx, name);
  }
}
