import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { HostIdentityInput } from '../../schema/generated/types.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Can, Public } from '../platform/graphql/can.js';
import { CurrentCtx, Request, type GraphqlContext } from '../platform/graphql/request.js';
import { HostEnrolmentsService } from './host-enrolments.service.js';
import { HostPairingDecisions } from './host-pairing-decisions.service.js';
import { HostPairingsService } from './host-pairings.service.js';
import { provenIdentity } from './proven-identity.js';
import { RuntimeHostsService } from './runtime-hosts.service.js';

/** How machines get in. */
@Resolver()
export class HostPairingResolver {
  constructor(
    private readonly enrolments: HostEnrolmentsService,
    private readonly pairings: HostPairingsService,
    private readonly decisions: HostPairingDecisions,
    private readonly hosts: RuntimeHostsService,
  ) {}

  @Can('hosts:pair')
  @Mutation('createHostEnrolment')
  createEnrolment(@CurrentCtx() ctx: Ctx) {
    return this.enrolments.create(ctx);
  }

  @Can('hosts:pair')
  @Query('hostPairingRequest')
  look(@CurrentCtx() ctx: Ctx, @Args('userCode') userCode: string) {
    return this.decisions.look(ctx, userCode);
  }

  @Can('hosts:pair')
  @Mutation('approveHostPairing')
  async approve(
    @CurrentCtx() ctx: Ctx,
    @Args() { userCode, authenticationString }: { userCode: string; authenticationString: string },
  ) {
    return this.hosts.find(ctx, await this.decisions.approve(ctx, userCode, authenticationString));
  }

  @Can('hosts:pair')
  @Mutation('denyHostPairing')
  deny(@CurrentCtx() ctx: Ctx, @Args('userCode') userCode: string) {
    return this.decisions.deny(ctx, userCode);
  }

  @Public()
  @Mutation('startHostPairing')
  start(
    @CurrentCtx() ctx: Ctx,
    @Args('identity') identity: HostIdentityInput,
    @Request() request: GraphqlContext,
  ) {
    return this.pairings.start(ctx, provenIdentity(identity, request));
  }

  @Public()
  @Query('pollHostPairing')
  poll(@CurrentCtx() ctx: Ctx, @Args('deviceCode') deviceCode: string) {
    return this.pairings.poll(ctx, deviceCode);
  }

  @Public()
  @Mutation('enrolHost')
  async enrol(
    @CurrentCtx() ctx: Ctx,
    @Args() { token, identity }: { token: string; identity: HostIdentityInput },
    @Request() request: GraphqlContext,
  ) {
    const { hostId, organizationId } = await this.enrolments.use(
      ctx,
      token,
      provenIdentity(identity, request),
    );
    const organizationName = await this.pairings.nameOf(organizationId);
    return { state: 'APPROVED', hostId, organizationName };
  }
}
