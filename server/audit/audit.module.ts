import { Module } from '@nestjs/common';
import { ActivityResolver } from './activity.resolver.js';
import { AuditExportController } from './audit-export.controller.js';
import { AuditExporter } from './audit-export.service.js';
import { AuditLog } from './audit-log.service.js';
import { AuditResolver } from './audit.resolver.js';
import { AuditVerifier } from './audit-verifier.service.js';
import { LogIndexer } from './log-indexer.service.js';

@Module({
  controllers: [AuditExportController],
  providers: [AuditLog, AuditVerifier, AuditExporter, LogIndexer, AuditResolver, ActivityResolver],
  exports: [AuditLog],
})
export class AuditModule {}
