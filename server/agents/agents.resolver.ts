import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Ctx } from '../platform/auth/ctx.js';
import { Can } from '../platform/graphql/can.js';
import { CurrentCtx } from '../platform/graphql/request.js';
import { AgentPower } from './agent-power.service.js';
import type { AgentRow } from './agent-row.js';
import { AgentsService, type AgentFilter, type AgentPage } from './agents.service.js';

interface ListArgs {
  filter?: AgentFilter | null;
  first?: number | null;
  after?: string | null;
}

/** Root fields of the registry of agents. */
@Resolver()
export class AgentsResolver {
  constructor(
    private readonly agents: AgentsService,
    private readonly power: AgentPower,
  ) {}

  @Query('agents')
  @Can('agents:read')
  list(@CurrentCtx() ctx: Ctx, @Args() { filter, first, after }: ListArgs): Promise<AgentPage> {
    return this.agents.list(ctx, filter ?? {}, { first, after });
  }

  @Query('agent')
  @Can('agents:read')
  one(@CurrentCtx() ctx: Ctx, @Args('id') id: string): Promise<AgentRow | null> {
    return this.agents.find(ctx, id);
  }

  @Mutation('enableAgent')
  @Can('agents:manage')
  async enable(@CurrentCtx() ctx: Ctx, @Args('id') id: string): Promise<AgentRow | null> {
    return this.agents.find(ctx, await this.power.setEnabled(ctx, id, true));
  }

  @Mutation('disableAgent')
  @Can('agents:manage')
  async disable(@CurrentCtx() ctx: Ctx, @Args('id') id: string): Promise<AgentRow | null> {
    return this.agents.find(ctx, await this.power.setEnabled(ctx, id, false));
  }
}
