import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { ContentPolicy } from '../../schema/generated/types.js';
import { UsersService } from '../organizations/users.service.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Can } from '../platform/graphql/can.js';
import { CurrentCtx, Request, type GraphqlContext } from '../platform/graphql/request.js';
import { InstanceGovernance } from './instance-governance.service.js';
import type { RuntimeInstanceRow } from './runtime-instance-row.js';
import { RuntimeHostsService } from './runtime-hosts.service.js';
import { RuntimeInspections } from './runtime-inspections.service.js';
import { RuntimeInstancesService } from './runtime-instances.service.js';

@Resolver('RuntimeInstance')
export class RuntimeInstancesResolver {
  constructor(
    private readonly governance: InstanceGovernance,
    private readonly instances: RuntimeInstancesService,
    private readonly inspections: RuntimeInspections,
    private readonly hosts: RuntimeHostsService,
    private readonly users: UsersService,
  ) {}

  @Can('hosts:manage')
  @Mutation('addRuntimeInstances')
  async add(
    @CurrentCtx() ctx: Ctx,
    @Args('input') input: { instanceId: string; contentPolicy: ContentPolicy }[],
  ) {
    const ids = await this.governance.add(ctx, input);
    const rows = await this.instances.byIds(ctx, ids);
    return ids.map((id) => rows.get(id));
  }

  @Can('hosts:manage')
  @Mutation('removeRuntimeInstance')
  async remove(@CurrentCtx() ctx: Ctx, @Args('id') id: string) {
    return this.shown(ctx, await this.governance.remove(ctx, id));
  }

  @Can('hosts:manage')
  @Mutation('setInstancePolicy')
  async setPolicy(@CurrentCtx() ctx: Ctx, @Args() args: { id: string; contentPolicy: ContentPolicy }) {
    return this.shown(ctx, await this.governance.setPolicy(ctx, args.id, args.contentPolicy));
  }

  @Can('hosts:manage')
  @Mutation('pauseInstance')
  async pause(@CurrentCtx() ctx: Ctx, @Args('id') id: string) {
    return this.shown(ctx, await this.governance.pause(ctx, id));
  }

  @Can('hosts:manage')
  @Mutation('resumeInstance')
  async resume(@CurrentCtx() ctx: Ctx, @Args('id') id: string) {
    return this.shown(ctx, await this.governance.resume(ctx, id));
  }

  @ResolveField('host')
  host(@Parent() row: RuntimeInstanceRow, @CurrentCtx() ctx: Ctx, @Request() request: GraphqlContext) {
    return this.hosts.load(request, ctx, row.host_id);
  }

  @ResolveField('backlogBytes')
  backlogBytes(@Parent() row: RuntimeInstanceRow) {
    return row.state === 'ADDED' ? row.backlog_bytes : null;
  }

  @ResolveField('enforcement')
  enforcement(@Parent() row: RuntimeInstanceRow) {
    if (row.state !== 'ADDED') return 'Nothing of it is read, and nothing is enforced there.';
    return 'gate off: its sessions are read, and nothing is enforced there.';
  }

  @ResolveField('addedBy')
  addedBy(@Parent() row: RuntimeInstanceRow, @CurrentCtx() ctx: Ctx, @Request() request: GraphqlContext) {
    return this.users.load(request, ctx, row.added_by);
  }

  @ResolveField('inspection')
  inspection(@Parent() row: RuntimeInstanceRow, @CurrentCtx() ctx: Ctx, @Request() request: GraphqlContext) {
    return this.inspections.load(request, ctx, row.id);
  }

  private async shown(ctx: Ctx, id: string): Promise<RuntimeInstanceRow | undefined> {
    return (await this.instances.byIds(ctx, [id])).get(id);
  }
}
