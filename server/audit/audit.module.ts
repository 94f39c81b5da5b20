import { Module } from '@nestjs/common';
import { ActivityResolver } from './activity.resolver.js';
import { AuditLog } from './audit-log.service.js';
import { AuditResolver } from './audit.resolver.js';
import { AuditVerifier } from './audit-verifier.service.js';

@Module({ providers: [AuditLog, AuditVerifier, AuditResolver, ActivityResolver], exports: [AuditLog] })
export class AuditModule {}
