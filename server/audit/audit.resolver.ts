import { Inject } from '@nestjs/common';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { QueryauditEventsArgs } from '../../schema/generated/types.js';
import type { Ctx } from '../platform/auth/ctx.js';
import type { SigningKey } from '../platform/crypto/signing-key.js';
import { SIGNING_KEY } from '../platform/events/signing-key.token.js';
import { Can } from '../platform/graphql/can.js';
import type { Page } from '../platform/graphql/keyset.js';
import { CurrentCtx } from '../platform/graphql/request.js';
import { toAuditEvent, type ToldEvent } from './audit-event.js';
import { AuditLog, type Sight } from './audit-log.service.js';
import { AuditVerifier, type ToldCheckpoint, type Verification } from './audit-verifier.service.js';

const everything: Sight<ToldEvent> = { details: true, hidden: [], show: toAuditEvent };

@Resolver()
export class AuditResolver {
  constructor(
    private readonly log: AuditLog,
    private readonly verifier: AuditVerifier,
    @Inject(SIGNING_KEY) private readonly key: SigningKey,
  ) {}

  @Query()
  @Can('audit:read')
  auditEvents(@CurrentCtx() ctx: Ctx, @Args() request: QueryauditEventsArgs): Promise<Page<ToldEvent>> {
    return this.log.page(ctx, request, everything);
  }

  @Query()
  @Can('audit:read')
  async auditEvent(@CurrentCtx() ctx: Ctx, @Args('id') id: string): Promise<ToldEvent | null> {
    const row = await this.log.byId(ctx, id);
    return row && toAuditEvent(row);
  }

  @Query()
  @Can('audit:read')
  auditEventTypes(@CurrentCtx() ctx: Ctx): Promise<string[]> {
    return this.log.types(ctx);
  }

  @Query()
  @Can('audit:read')
  auditCheckpoint(@CurrentCtx() ctx: Ctx): Promise<ToldCheckpoint | null> {
    return this.verifier.newestCheckpoint(ctx);
  }

  @Query()
  @Can('audit:read')
  auditVerifierKey(): string {
    return this.key.verifierKey;
  }

  @Mutation()
  @Can('audit:verify')
  async verifyAudit(
    @CurrentCtx() ctx: Ctx,
    @Args('lastEvents') lastEvents?: number | null,
  ): Promise<Verification & { firstBadEvent: ToldEvent | null }> {
    const found = await this.verifier.verify(ctx, lastEvents ?? null);
    const row = found.firstBadSeq === null ? null : await this.log.bySeq(ctx, found.firstBadSeq);
    return { ...found, firstBadEvent: row && toAuditEvent(row) };
  }
}
