import { Module } from '@nestjs/common';
import { Dependencies } from './dependencies.service.js';
import { HealthController } from './health.controller.js';
import { InfrastructureResolver } from './infrastructure.resolver.js';
import { MetricsController } from './metrics.controller.js';
import { OVERVIEW_SOURCES, type OverviewSource } from './overview-source.js';
import { OverviewService } from './overview.service.js';
import { SchemaController } from './schema.controller.js';

@Module({
  controllers: [HealthController, MetricsController, SchemaController],
  providers: [
    Dependencies,
    OverviewService,
    InfrastructureResolver,
    { provide: OVERVIEW_SOURCES, useFactory: (): OverviewSource[] => [] },
  ],
})
export class InfrastructureModule {}
