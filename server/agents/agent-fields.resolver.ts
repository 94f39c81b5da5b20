import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ConnectorsService } from '../connectors/connectors.service.js';
import { Request, type GraphqlContext } from '../platform/graphql/request.js';
import type { AgentRow } from './agent-row.js';
import { healthOf } from './agents.rules.js';
import { holdingOrders } from './holding-orders.js';
import { KillSwitches } from './kill-switches.service.js';
import type { KillSwitchRow } from './kill-switch-row.js';

/** Fields of an agent that follow from its connector and from stop orders. */
@Resolver('Agent')
export class AgentFieldsResolver {
  constructor(
    private readonly connectors: ConnectorsService,
    private readonly kills: KillSwitches,
  ) {}

  @ResolveField() connector(@Parent() agent: AgentRow, @Request() request: GraphqlContext) {
    return request.loaders
      .get('connectors', (ids) => this.connectors.byIds(request.ctx!, ids))
      .load(agent.connector_id);
  }

  @ResolveField() async health(@Parent() agent: AgentRow, @Request() request: GraphqlContext) {
    return healthOf(agent, await this.connector(agent, request)).health;
  }

  @ResolveField() async healthReason(@Parent() agent: AgentRow, @Request() request: GraphqlContext) {
    return healthOf(agent, await this.connector(agent, request)).reason;
  }

  @ResolveField() async killSwitch(
    @Parent() agent: AgentRow,
    @Request() request: GraphqlContext,
  ): Promise<KillSwitchRow | null> {
    const orders = await holdingOrders(request, this.kills);
    return (
      orders.find(({ scope, target_id: target }) => scope === 'AGENT' && target === agent.id) ??
      orders.find(({ scope, target_id: target }) => scope === 'CONNECTOR' && target === agent.connector_id) ??
      orders.find(({ scope }) => scope === 'ORGANIZATION') ??
      null
    );
  }
}
