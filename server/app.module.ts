import { Module, type DynamicModule } from '@nestjs/common';
import { PlatformModule, type Opened } from './platform/platform.module.js';
import { OrganizationsModule } from './organizations/organizations.module.js';
import { AuditModule } from './audit/audit.module.js';
import { ConnectorsModule } from './connectors/connectors.module.js';
import { HostsModule } from './hosts/hosts.module.js';
import { AgentsModule } from './agents/agents.module.js';
import { ApprovalsModule } from './approvals/approvals.module.js';
import { CostModule } from './cost/cost.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { InfrastructureModule } from './infrastructure/infrastructure.module.js';

/** Table of contents: the platform, then the rooms floor by floor. */
@Module({})
export class AppModule {
  static with(opened: Opened): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(opened),
        OrganizationsModule,
        AuditModule,
        ConnectorsModule,
        HostsModule,
        AgentsModule,
        SessionsModule,
        ApprovalsModule,
        CostModule,
        InfrastructureModule,
      ],
    };
  }
}
