import { Module } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { HostsModule } from '../hosts/hosts.module.js';
import { AwaySources } from './away-sources.service.js';
import { GatewayIntake } from './gateway-intake.service.js';
import { GatewayReading } from './gateway-reading.service.js';
import { GatewaySessionsListener } from './gateway-sessions.listener.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { CostRecomputes } from './cost-recomputes.service.js';
import { CostRecomputeResolver, CostRevisionResolver } from './cost-recompute.resolver.js';
import { SessionChanges } from './session-changes.service.js';
import { SessionEntries } from './session-entries.service.js';
import { SessionEntryFieldsResolver } from './session-entry-fields.resolver.js';
import { SessionErasure } from './session-erasure.service.js';
import { SessionFieldsResolver } from './session-fields.resolver.js';
import { SessionSpending } from './session-spending.service.js';
import { SessionSync } from './session-sync.service.js';
import { SessionsReactions } from './sessions.reactions.js';
import { SessionsResolver } from './sessions.resolver.js';
import { SessionsService } from './sessions.service.js';
import { UsagePricing } from './usage-pricing.service.js';

@Module({
  imports: [OrganizationsModule, HostsModule, ConnectorsModule],
  providers: [
    ...[SessionsService, SessionEntries, SessionSpending, SessionSync, SessionErasure, SessionChanges],
    ...[SessionsResolver, SessionFieldsResolver, SessionEntryFieldsResolver, UsagePricing],
    ...[SessionsReactions, CostRecomputes, CostRecomputeResolver, CostRevisionResolver],
    ...[AwaySources, GatewayIntake, GatewayReading, GatewaySessionsListener],
  ],
  exports: [SessionsService, SessionSpending, UsagePricing],
})
export class SessionsModule {}
