import { Module } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { AgentFieldsResolver } from './agent-fields.resolver.js';
import { AgentPower } from './agent-power.service.js';
import { AgentRegistry } from './agent-registry.service.js';
import { AgentsListener } from './agents.listener.js';
import { AgentsReactions } from './agents.reactions.js';
import { AgentsResolver } from './agents.resolver.js';
import { AgentsService } from './agents.service.js';
import { ConnectorAgentsResolver } from './connector-agents.resolver.js';
import { GatewayStops } from './gateway-stops.service.js';
import { KillReports } from './kill-reports.service.js';
import { KillSwitchesReactions } from './kill-switches.reactions.js';
import { KillSwitchesResolver } from './kill-switches.resolver.js';
import { KillSwitches } from './kill-switches.service.js';
import { StopOutcomes } from './stop-outcomes.service.js';

@Module({
  imports: [OrganizationsModule, ConnectorsModule],
  providers: [
    ...[AgentsService, AgentRegistry, AgentPower, AgentsListener, AgentsReactions],
    ...[KillSwitches, KillReports, KillSwitchesReactions, GatewayStops, StopOutcomes],
    ...[AgentsResolver, AgentFieldsResolver, ConnectorAgentsResolver, KillSwitchesResolver],
  ],
  exports: [AgentsService, KillSwitches],
})
export class AgentsModule {}
