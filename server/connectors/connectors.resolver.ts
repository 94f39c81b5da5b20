import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { ContentPolicy } from '../../schema/generated/types.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Can } from '../platform/graphql/can.js';
import type { Page } from '../platform/graphql/keyset.js';
import { CurrentCtx } from '../platform/graphql/request.js';
import type { ConnectorInput } from './connector-input.rules.js';
import { ConnectorPolicies } from './connector-policies.service.js';
import { ConnectorTrial, type TrialReport } from './connector-trial.service.js';
import type { ConnectorRow } from './connector-row.js';
import { ConnectorsService } from './connectors.service.js';
import { LocalGateways } from './local-gateways.service.js';

/** Root fields of the connectors room. */
@Resolver()
export class ConnectorsResolver {
  constructor(
    private readonly connectors: ConnectorsService,
    private readonly trial: ConnectorTrial,
    private readonly local: LocalGateways,
    private readonly policies: ConnectorPolicies,
  ) {}

  @Query('connectors')
  @Can('connectors:read')
  list(
    @CurrentCtx() ctx: Ctx,
    @Args() args: { first?: number; after?: string },
  ): Promise<Page<ConnectorRow>> {
    return this.connectors.list(ctx, args.first, args.after);
  }

  @Query('connector')
  @Can('connectors:read')
  one(@CurrentCtx() ctx: Ctx, @Args('id') id: string): Promise<ConnectorRow | null> {
    return this.connectors.find(ctx, id);
  }

  @Query('discoverGateways')
  @Can('connectors:manage')
  discover(): ReturnType<LocalGateways['find']> {
    return this.local.find();
  }

  @Mutation('testConnector')
  @Can('connectors:manage')
  test(
    @CurrentCtx() ctx: Ctx,
    @Args() args: { input: ConnectorInput; id?: string | null },
  ): Promise<TrialReport> {
    return this.trial.run(ctx, args.input, args.id ?? null);
  }

  @Mutation('addConnector')
  @Can('connectors:manage')
  async add(@CurrentCtx() ctx: Ctx, @Args('input') input: ConnectorInput): Promise<ConnectorRow | null> {
    return this.connectors.find(ctx, await this.connectors.add(ctx, input));
  }

  @Mutation('updateConnector')
  @Can('connectors:manage')
  async update(
    @CurrentCtx() ctx: Ctx,
    @Args('input') input: { id: string } & Partial<ConnectorInput>,
  ): Promise<ConnectorRow | null> {
    return this.connectors.find(ctx, await this.connectors.update(ctx, input.id, input));
  }

  @Mutation('removeConnector')
  @Can('connectors:manage')
  async remove(@CurrentCtx() ctx: Ctx, @Args('id') id: string): Promise<boolean> {
    await this.connectors.remove(ctx, id);
    return true;
  }

  @Mutation('enableConnector')
  @Can('connectors:manage')
  async enable(@CurrentCtx() ctx: Ctx, @Args('id') id: string): Promise<ConnectorRow | null> {
    return this.connectors.find(ctx, await this.connectors.setEnabled(ctx, id, true));
  }

  @Mutation('disableConnector')
  @Can('connectors:manage')
  async disable(@CurrentCtx() ctx: Ctx, @Args('id') id: string): Promise<ConnectorRow | null> {
    return this.connectors.find(ctx, await this.connectors.setEnabled(ctx, id, false));
  }

  @Mutation('setConnectorContentPolicy')
  @Can('connectors:manage')
  async setContentPolicy(
    @CurrentCtx() ctx: Ctx,
    @Args() { id, contentPolicy }: { id: string; contentPolicy: ContentPolicy },
  ): Promise<ConnectorRow | null> {
    return this.connectors.find(ctx, await this.policies.set(ctx, id, contentPolicy));
  }

  @Mutation('reconnectConnector')
  @Can('connectors:manage')
  async reconnect(@CurrentCtx() ctx: Ctx, @Args('id') id: string): Promise<ConnectorRow | null> {
    return this.connectors.find(ctx, await this.connectors.reconnect(ctx, id));
  }
}
