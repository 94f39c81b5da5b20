import { Module } from '@nestjs/common';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { RuntimeHostsService } from './runtime-hosts.service.js';
import { RuntimeInstancesService } from './runtime-instances.service.js';

@Module({
  imports: [OrganizationsModule],
  providers: [RuntimeHostsService, RuntimeInstancesService],
  exports: [RuntimeHostsService, RuntimeInstancesService],
})
export class HostsModule {}
