import { Module } from '@nestjs/common';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { HostDirectivesService } from './host-directives.service.js';
import { HostEnrolmentsService } from './host-enrolments.service.js';
import { HostPairingDecisions } from './host-pairing-decisions.service.js';
import { HostPairingResolver } from './host-pairing.resolver.js';
import { HostPairingsService } from './host-pairings.service.js';
import { HostRegistry } from './host-registry.service.js';
import { HostReportsService } from './host-reports.service.js';
import { HostSyncResolver } from './host-sync.resolver.js';
import { InstanceGovernance } from './instance-governance.service.js';
import { RuntimeHostsResolver } from './runtime-hosts.resolver.js';
import { RuntimeHostsService } from './runtime-hosts.service.js';
import { RuntimeInspections } from './runtime-inspections.service.js';
import { RuntimeInstancesResolver } from './runtime-instances.resolver.js';
import { RuntimeInstancesService } from './runtime-instances.service.js';

@Module({
  imports: [OrganizationsModule],
  providers: [
    ...[RuntimeHostsService, RuntimeInstancesService, InstanceGovernance],
    ...[HostRegistry, HostEnrolmentsService, HostPairingsService, HostPairingDecisions],
    ...[HostReportsService, HostDirectivesService, RuntimeInspections],
    ...[RuntimeHostsResolver, RuntimeInstancesResolver, HostPairingResolver, HostSyncResolver],
  ],
  exports: [RuntimeHostsService, RuntimeInstancesService],
})
export class HostsModule {}
