import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { UsersService } from '../organizations/users.service.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Can } from '../platform/graphql/can.js';
import { CurrentCtx, Request, type GraphqlContext } from '../platform/graphql/request.js';
import { fingerprintOf } from './authentication-string.rules.js';
import { adviceFor } from './host-directives.service.js';
import type { RuntimeHostRow } from './runtime-host-row.js';
import { RuntimeHostsService } from './runtime-hosts.service.js';
import { RuntimeInstancesService } from './runtime-instances.service.js';

const cloned =
  'A request under its key came out of turn: the key may be in use on a second machine. Revoke this host and pair it again unless a restored backup explains it.';

@Resolver('RuntimeHost')
export class RuntimeHostsResolver {
  constructor(
    private readonly hosts: RuntimeHostsService,
    private readonly instances: RuntimeInstancesService,
    private readonly users: UsersService,
  ) {}

  @Can('hosts:read')
  @Query('runtimeHosts')
  list(@CurrentCtx() ctx: Ctx, @Args() { first, after }: { first?: number; after?: string }) {
    return this.hosts.list(ctx, first, after);
  }

  @Can('hosts:read')
  @Query('runtimeHost')
  one(@CurrentCtx() ctx: Ctx, @Args('id') id: string) {
    return this.hosts.find(ctx, id);
  }

  @Can('hosts:manage')
  @Mutation('renameRuntimeHost')
  async rename(@CurrentCtx() ctx: Ctx, @Args() { id, name }: { id: string; name: string }) {
    return this.hosts.find(ctx, await this.hosts.rename(ctx, id, name));
  }

  @Can('hosts:manage')
  @Mutation('revokeRuntimeHost')
  async revoke(@CurrentCtx() ctx: Ctx, @Args('id') id: string) {
    return this.hosts.find(ctx, await this.hosts.revoke(ctx, id));
  }

  @ResolveField('state')
  state(@Parent() row: RuntimeHostRow) {
    if (row.revoked_at !== null) return 'REVOKED';
    return row.heard ? 'ONLINE' : 'OFFLINE';
  }

  @ResolveField('fingerprint')
  fingerprint(@Parent() row: RuntimeHostRow) {
    return fingerprintOf(row.key_hash);
  }

  @ResolveField('versionAdvice')
  versionAdvice(@Parent() row: RuntimeHostRow) {
    return adviceFor(row.agent_version);
  }

  @ResolveField('problems')
  problems(@Parent() row: RuntimeHostRow) {
    return row.cloned ? [cloned, ...row.problems] : row.problems;
  }

  @ResolveField('pairedBy')
  pairedBy(@Parent() row: RuntimeHostRow, @CurrentCtx() ctx: Ctx, @Request() request: GraphqlContext) {
    return this.users.load(request, ctx, row.paired_by);
  }

  @ResolveField('instances')
  instancesOf(@Parent() row: RuntimeHostRow, @CurrentCtx() ctx: Ctx, @Request() request: GraphqlContext) {
    return this.instances.loadOf(request, ctx, row.id);
  }
}
