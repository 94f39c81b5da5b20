import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Request, type GraphqlContext } from '../platform/graphql/request.js';
import { AgentsService } from './agents.service.js';
import { holdingOrders } from './holding-orders.js';
import { KillSwitches } from './kill-switches.service.js';
import type { KillSwitchRow } from './kill-switch-row.js';

/** What this room adds to a connector. */
@Resolver('Connector')
export class ConnectorAgentsResolver {
  constructor(
    private readonly agents: AgentsService,
    private readonly kills: KillSwitches,
  ) {}

  @ResolveField() async agentCount(
    @Parent() connector: { id: string },
    @Request() request: GraphqlContext,
  ): Promise<number> {
    const loader = request.loaders.get<number>('connector-agent-counts', (ids) =>
      this.agents.countByConnector(request.ctx!, ids),
    );
    return (await loader.load(connector.id)) ?? 0;
  }

  @ResolveField() async killSwitch(
    @Parent() connector: { id: string },
    @Request() request: GraphqlContext,
  ): Promise<KillSwitchRow | null> {
    const orders = await holdingOrders(request, this.kills);
    return (
      orders.find(({ scope, target_id: target }) => scope === 'CONNECTOR' && target === connector.id) ??
      orders.find(({ scope }) => scope === 'ORGANIZATION') ??
      null
    );
  }
}
