import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject } from '@nestjs/common';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Ctx } from '../platform/auth/ctx.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { Public } from '../platform/graphql/can.js';
import { CurrentCtx, Request, type GraphqlContext } from '../platform/graphql/request.js';
import { CheckedInput } from '../platform/input/checked-input.pipe.js';
import { CompleteSetupInput, SignUpInput } from './account.inputs.js';
import { SetupService } from './setup.service.js';
import { SignUpService } from './sign-up.service.js';
import { VerificationService } from './verification.service.js';
import { ViewerService } from './viewer.service.js';

const { version } = JSON.parse(readFileSync(join(process.cwd(), 'package.json'), 'utf8')) as {
  version: string;
};

/** What the installation is, and the ways to get into it the first time. */
@Resolver()
export class InstanceResolver {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly setup: SetupService,
    private readonly signUps: SignUpService,
    private readonly verification: VerificationService,
    private readonly viewers: ViewerService,
  ) {}

  @Public()
  @Query('instance')
  async instance() {
    const selfHosted = this.config.mode === 'self_hosted';
    return {
      mode: selfHosted ? 'SELF_HOSTED' : 'CLOUD',
      version,
      // In the cloud people sign up; the operator's link works there too, but nobody needs to be told.
      setupRequired: selfHosted && (await this.setup.required()),
      signUpOpen: this.signUps.open,
    };
  }

  @Public()
  @Mutation('completeSetup')
  async completeSetup(
    @Args('input', CheckedInput) input: CompleteSetupInput,
    @CurrentCtx() ctx: Ctx,
    @Request() request: GraphqlContext,
  ) {
    return this.viewers.welcome(request, await this.setup.complete(ctx, input));
  }

  @Public()
  @Mutation('signUp')
  signUp(@Args('input', CheckedInput) input: SignUpInput, @CurrentCtx() ctx: Ctx) {
    return this.signUps.signUp(ctx, input);
  }

  @Public()
  @Mutation('verifyEmail')
  async verifyEmail(
    @Args('token') token: string,
    @CurrentCtx() ctx: Ctx,
    @Request() request: GraphqlContext,
  ) {
    return this.viewers.welcome(request, await this.verification.verify(ctx, token));
  }
}
