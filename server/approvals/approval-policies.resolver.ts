import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AgentsService } from '../agents/agents.service.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Can } from '../platform/graphql/can.js';
import { CurrentCtx, type GraphqlContext } from '../platform/graphql/request.js';
import { ApprovalPolicies } from './approval-policies.service.js';
import type { PolicyInput } from './policy-input.rules.js';
import { toRule, type PolicyRow } from './policy-row.js';
import { ruleSentence } from './policy.rules.js';
import { PolicySimulations, type Simulation } from './policy-simulations.service.js';

/** Root fields and computed fields of approval policies. */
@Resolver('ApprovalPolicy')
export class ApprovalPoliciesResolver {
  constructor(
    private readonly policies: ApprovalPolicies,
    private readonly simulations: PolicySimulations,
    private readonly connectors: ConnectorsService,
    private readonly agents: AgentsService,
  ) {}

  @Query('approvalPolicies')
  @Can('policies:read')
  list(@CurrentCtx() ctx: Ctx): Promise<PolicyRow[]> {
    return this.policies.list(ctx);
  }

  @Query('simulateApprovalPolicy')
  @Can('policies:read')
  simulate(@CurrentCtx() ctx: Ctx, @Args('input') input: PolicyInput): Promise<Simulation> {
    return this.simulations.run(ctx, input);
  }

  @Mutation('createApprovalPolicy')
  @Can('policies:manage')
  async create(
    @CurrentCtx() ctx: Ctx,
    @Args() args: { input: PolicyInput; position?: number | null },
  ): Promise<PolicyRow | undefined> {
    const id = await this.policies.create(ctx, args.input, args.position ?? null);
    return (await this.policies.byIds(ctx, [id])).get(id);
  }

  @Mutation('updateApprovalPolicy')
  @Can('policies:manage')
  async update(
    @CurrentCtx() ctx: Ctx,
    @Args() args: { id: string; input: PolicyInput },
  ): Promise<PolicyRow | undefined> {
    const id = await this.policies.update(ctx, args.id, args.input);
    return (await this.policies.byIds(ctx, [id])).get(id);
  }

  @Mutation('moveApprovalPolicy')
  @Can('policies:manage')
  async move(@CurrentCtx() ctx: Ctx, @Args() args: { id: string; position: number }): Promise<PolicyRow[]> {
    await this.policies.move(ctx, args.id, args.position);
    return this.policies.list(ctx);
  }

  @Mutation('deleteApprovalPolicy')
  @Can('policies:manage')
  async remove(@CurrentCtx() ctx: Ctx, @Args('id') id: string): Promise<boolean> {
    await this.policies.remove(ctx, id);
    return true;
  }

  @ResolveField() async sentence(
    @Parent() row: PolicyRow,
    @Context() context: GraphqlContext,
  ): Promise<string> {
    const { ctx, loaders } = context;
    const connectors = loaders.get('connectors', (ids) => this.connectors.byIds(ctx!, ids));
    const agents = loaders.get('agents', (ids) => this.agents.byIds(ctx!, ids));
    const namesOf = async (ids: string[], loader: { load(id: string): Promise<{ name: string } | null> }) =>
      (await Promise.all(ids.map((id) => loader.load(id)))).map(
        (found) => found?.name ?? 'something removed',
      );
    return ruleSentence(toRule(row), {
      connectors: await namesOf(row.connector_ids, connectors),
      agents: await namesOf(row.agent_ids, agents),
    });
  }

  @ResolveField() async matchCount(
    @Parent() row: PolicyRow,
    @Context() context: GraphqlContext,
  ): Promise<number> {
    const loader = context.loaders.get<number>('policy-matches', (ids) =>
      this.simulations.matchCounts(context.ctx!, ids),
    );
    return (await loader.load(row.id)) ?? 0;
  }
}
