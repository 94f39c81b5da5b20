import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { AgentsService } from '../agents/agents.service.js';
import { ApprovalOverview } from '../approvals/approval-overview.service.js';
import { ApprovalsModule } from '../approvals/approvals.module.js';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import { Dependencies } from './dependencies.service.js';
import { HealthController } from './health.controller.js';
import { InfrastructureResolver } from './infrastructure.resolver.js';
import { MetricsController } from './metrics.controller.js';
import { OVERVIEW_SOURCES, type OverviewSource } from './overview-source.js';
import { OverviewService } from './overview.service.js';
import { SchemaController } from './schema.controller.js';

@Module({
  imports: [ConnectorsModule, AgentsModule, ApprovalsModule],
  controllers: [HealthController, MetricsController, SchemaController],
  providers: [
    Dependencies,
    OverviewService,
    InfrastructureResolver,
    {
      provide: OVERVIEW_SOURCES,
      inject: [ConnectorsService, AgentsService, ApprovalOverview],
      useFactory: (...sources: OverviewSource[]): OverviewSource[] => sources,
    },
  ],
})
export class InfrastructureModule {}
