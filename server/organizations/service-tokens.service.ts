import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { grantScopes, tokenScopes, type Permission } from '../platform/auth/permissions.js';
import { Clock } from '../platform/clock.js';
import { mintToken } from '../platform/crypto/tokens.js';
import { findNewest, findOne } from '../platform/database/find-entities.js';
import { Database } from '../platform/database/database.service.js';
import { afterCommit } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { decodeIdCursor, pageSize, toPage, type Page } from '../platform/graphql/keyset.js';
import { Doorbell } from '../platform/live/doorbell.js';
import { organizationEvents } from './organizations.events.js';
import { ServiceTokenEntity } from './service-token.entity.js';
import type { CreateServiceTokenInput } from './service-tokens.inputs.js';

const defaultDays = 90;
/** Kind, id and the separators: enough to recognise a token, nothing of its secret. */
const prefixChars = 'cb_service_'.length + 10;

export interface ServiceTokenView {
  __typename: 'ServiceToken';
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  createdAt: Date;
  createdById: string;
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** Credentials of automation: bound to one organisation, scoped, expiring, shown once. */
@Injectable()
export class ServiceTokensService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly doorbell: Doorbell,
  ) {}

  /** Newest first: ids are ordered by time. */
  async list(
    ctx: Ctx,
    first: number | null | undefined,
    after: string | null | undefined,
  ): Promise<Page<ServiceTokenView>> {
    const size = pageSize(first);
    const [before] = decodeIdCursor(after) ?? [null];
    const rows = await this.database.within(ctx, (tx) =>
      findNewest(
        tx,
        ServiceTokenEntity,
        { organizationId: ctx.organizationId! },
        { before: before ?? null, limit: size + 1 },
      ),
    );
    return toPage(rows, size, (row) => [row.id], toServiceTokenView);
  }

  /** @throws AppError NOT_FOUND */
  async byId(ctx: Ctx, id: string): Promise<ServiceTokenView> {
    const row = await this.database.within(ctx, (tx) =>
      findOne(tx, ServiceTokenEntity, { organizationId: ctx.organizationId!, id }),
    );
    if (!row) throw new AppError('NOT_FOUND');
    return toServiceTokenView(row);
  }

  /** What the caller could put into a token. */
  grantable(ctx: Ctx): Permission[] {
    return grantScopes(tokenScopes, ctx.permissions);
  }

  /** @throws AppError INVALID_INPUT when nothing of what was asked may be granted. */
  async create(
    ctx: Ctx,
    input: CreateServiceTokenInput,
  ): Promise<{ serviceToken: ServiceTokenView; secret: string }> {
    const scopes = grantScopes(input.scopes, ctx.permissions);
    if (scopes.length === 0) throw nothingGranted(input.scopes);
    const { id, secret } = await this.database.write(ctx, async (tx) => {
      const { token, hash } = mintToken('service');
      const tokenId = this.clock.newId();
      const days = input.expiresInDays ?? defaultDays;
      await tx.query(
        `insert into service_tokens (org_id, id, name, prefix, token_hash, scopes, created_by, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(days => $8))`,
        [
          ctx.organizationId,
          tokenId,
          input.name,
          token.slice(0, prefixChars),
          hash,
          scopes,
          ctx.actor.id,
          days,
        ],
      );
      await this.events.record(tx, ctx, {
        type: organizationEvents.serviceTokenCreated,
        subject: { type: 'service_token', id: tokenId, label: input.name },
        after: { name: input.name, scopes, expiresInDays: days },
      });
      return { id: tokenId, secret: token };
    });
    return { serviceToken: await this.byId(ctx, id), secret };
  }

  /** Revoking twice changes nothing and says so by the first date. @throws AppError NOT_FOUND */
  async revoke(ctx: Ctx, id: string): Promise<ServiceTokenView> {
    await this.database.write(ctx, async (tx) => {
      const [row]: Pick<ServiceTokenEntity, 'name' | 'revokedAt'>[] = await tx.query(
        `select name, revoked_at as "revokedAt" from service_tokens where org_id = $1 and id = $2 for update`,
        [ctx.organizationId, id],
      );
      if (!row) throw new AppError('NOT_FOUND');
      if (row.revokedAt !== null) return { id };
      await tx.query('update service_tokens set revoked_at = now() where org_id = $1 and id = $2', [
        ctx.organizationId,
        id,
      ]);
      await this.events.record(tx, ctx, {
        type: organizationEvents.serviceTokenRevoked,
        subject: { type: 'service_token', id, label: row.name },
      });
      afterCommit(tx, () => this.doorbell.ring('credentials', ctx.organizationId!));
      return { id };
    });
    return this.byId(ctx, id);
  }
}

function nothingGranted(asked: readonly string[]): AppError {
  const named = asked.slice(0, 20).map((scope) => JSON.stringify(scope.slice(0, 60)));
  const words =
    named.length === 0
      ? 'Choose at least one scope.'
      : `You cannot grant ${named.join(', ')} to a service token.`;
  return new AppError('INVALID_INPUT', undefined, { fields: { scopes: words } });
}

function toServiceTokenView(row: ServiceTokenEntity): ServiceTokenView {
  const { id, name, prefix, scopes, createdAt, createdById, expiresAt, lastUsedAt, revokedAt } = row;
  return {
    __typename: 'ServiceToken',
    id,
    name,
    prefix,
    scopes,
    createdAt,
    createdById,
    expiresAt,
    lastUsedAt,
    revokedAt,
  };
}
