import { Inject, Injectable } from '@nestjs/common';
import type { Ctx, Role } from '../platform/auth/ctx.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { mintToken } from '../platform/crypto/tokens.js';
import { findNewest, findOne } from '../platform/database/find-entities.js';
import { Database } from '../platform/database/database.service.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { decodeIdCursor, pageSize, toPage, type Page } from '../platform/graphql/keyset.js';
import { InviteEntity } from './invite.entity.js';
import type { InviteMemberInput } from './invites.inputs.js';
import { mayGrant } from './members.rules.js';
import { organizationEvents } from './organizations.events.js';

const defaultHours = 72;

export interface InviteView {
  __typename: 'Invite';
  id: string;
  email: string | null;
  role: Role;
  createdAt: Date;
  expiresAt: Date;
  createdById: string;
  usedAt: Date | null;
  revokedAt: Date | null;
}

/** Copyable links that add one person each. */
@Injectable()
export class InvitesService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: EventLog,
  ) {}

  /** Newest first: ids are ordered by time. */
  async list(
    ctx: Ctx,
    first: number | null | undefined,
    after: string | null | undefined,
  ): Promise<Page<InviteView>> {
    const size = pageSize(first);
    const [before] = decodeIdCursor(after) ?? [null];
    const rows = await this.database.within(ctx, (tx) =>
      findNewest(
        tx,
        InviteEntity,
        { organizationId: ctx.organizationId! },
        { before: before ?? null, limit: size + 1 },
      ),
    );
    return toPage(rows, size, (row) => [row.id], toInviteView);
  }

  /** @throws AppError FORBIDDEN for a role above the caller's own. */
  async invite(ctx: Ctx, input: InviteMemberInput): Promise<{ invite: InviteView; url: string }> {
    if (!mayGrant(ctx.role, input.role))
      throw new AppError('FORBIDDEN', 'Nobody can invite to a role above their own.');
    const email = input.email ?? null;
    const { id, url } = await this.database.write(ctx, async (tx) => {
      const { token, hash } = mintToken('invite');
      const inviteId = this.clock.newId();
      const hours = input.expiresInHours ?? defaultHours;
      await tx.query(
        `insert into invites (org_id, id, email, role, token_hash, created_by, expires_at)
         values ($1, $2, $3, $4, $5, $6, now() + make_interval(hours => $7))`,
        [ctx.organizationId, inviteId, email, input.role, hash, ctx.actor.id, hours],
      );
      await this.events.record(tx, ctx, {
        type: organizationEvents.memberInvited,
        subject: { type: 'invite', id: inviteId, label: email },
        after: { email, role: input.role, expiresInHours: hours },
      });
      return { id: inviteId, url: `${this.config.publicUrl}/invite/${token}` };
    });
    return { invite: await this.byId(ctx, id), url };
  }

  /** Revoking twice changes nothing. @throws AppError NOT_FOUND, or CONFLICT once somebody joined with it. */
  async revoke(ctx: Ctx, id: string): Promise<InviteView> {
    await this.database.write(ctx, async (tx) => {
      const [row]: Pick<InviteEntity, 'email' | 'usedAt' | 'revokedAt'>[] = await tx.query(
        `select email, used_at as "usedAt", revoked_at as "revokedAt" from invites
         where org_id = $1 and id = $2 for update`,
        [ctx.organizationId, id],
      );
      if (!row) throw new AppError('NOT_FOUND');
      if (row.usedAt !== null) throw new AppError('CONFLICT', 'Somebody joined with this invite already.');
      if (row.revokedAt !== null) return { id };
      await tx.query('update invites set revoked_at = now() where org_id = $1 and id = $2', [
        ctx.organizationId,
        id,
      ]);
      await this.events.record(tx, ctx, {
        type: organizationEvents.inviteRevoked,
        subject: { type: 'invite', id, label: row.email },
      });
      return { id };
    });
    return this.byId(ctx, id);
  }

  private async byId(ctx: Ctx, id: string): Promise<InviteView> {
    const row = await this.database.within(ctx, (tx) =>
      findOne(tx, InviteEntity, { organizationId: ctx.organizationId!, id }),
    );
    if (!row) throw new AppError('NOT_FOUND');
    return toInviteView(row);
  }
}

function toInviteView(row: InviteEntity): InviteView {
  const { id, email, role, createdAt, expiresAt, createdById, usedAt, revokedAt } = row;
  return { __typename: 'Invite', id, email, role, createdAt, expiresAt, createdById, usedAt, revokedAt };
}
