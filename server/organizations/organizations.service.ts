import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Ctx, Role } from '../platform/auth/ctx.js';
import { permissionsOf } from '../platform/auth/permissions.js';
import { Clock } from '../platform/clock.js';
import { findOne } from '../platform/database/find-entities.js';
import { Database } from '../platform/database/database.service.js';
import { inOrganization } from '../platform/database/organization-scope.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { OrganizationEntity } from './organization.entity.js';
import { organizationEvents } from './organizations.events.js';
import { slugOf, slugWith } from './slug.rules.js';

/** A person's logins are told to each of their organisations, so there may not be too many. */
const ownedMax = 20;
const slugTries = 8;

export interface OrganizationView {
  __typename: 'Organization';
  id: string;
  name: string;
  slug: string;
  createdAt: Date;
  viewerRole: Role | null;
  viewerCan: string[];
}

interface MembershipRow {
  org_id: string;
  name: string;
  slug: string;
  created_at: Date;
  role: Role;
}

/** Tenants: making, naming, and which of them a caller sees. */
@Injectable()
export class OrganizationsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: EventLog,
  ) {}

  /** The organisation of the request. */
  async current(ctx: Ctx): Promise<OrganizationView> {
    const row = await this.database.within(ctx, (tx) =>
      findOne(tx, OrganizationEntity, { id: ctx.organizationId! }),
    );
    if (!row) throw new AppError('NOT_FOUND');
    return { __typename: 'Organization', ...row, viewerRole: ctx.role, viewerCan: [...ctx.permissions] };
  }

  /** Organisations where the person may do something, by name. */
  async ofPerson(userId: string): Promise<OrganizationView[]> {
    const rows = await this.database.query<MembershipRow>(
      'select * from sys_memberships_of($1) where suspended_at is null',
      [userId],
    );
    return rows.map(({ org_id, created_at, role, name, slug }) => ({
      __typename: 'Organization',
      ...{ id: org_id, name, slug, createdAt: created_at },
      ...{ viewerRole: role, viewerCan: [...permissionsOf(role)] },
    }));
  }

  /** @throws AppError CONFLICT when the person belongs to 20 organisations already. */
  async create(ctx: Ctx, name: string): Promise<OrganizationView> {
    const owner = { id: ctx.actor.id!, name: ctx.actor.label };
    const { id } = await this.database.write(ctx, async (tx) => {
      const mine: unknown[] = await tx.query('select 1 from sys_memberships_of($1)', [owner.id]);
      if (mine.length >= ownedMax) {
        throw new AppError(
          'CONFLICT',
          `One person can belong to ${ownedMax} organisations. Leave one first.`,
        );
      }
      return { id: await this.found(tx, ctx, { name, ownerId: owner.id }) };
    });
    const found = (await this.ofPerson(owner.id)).find((organization) => organization.id === id);
    if (!found) throw new AppError('NOT_FOUND');
    return found;
  }

  /**
   * Founds an organisation with its first owner and its first event, in the open transaction.
   * @param ctx the owner's context. @returns the new organisation's id.
   */
  async found(tx: Tx, ctx: Ctx, { name, ownerId }: { name: string; ownerId: string }): Promise<string> {
    const id = this.clock.newId();
    return inOrganization(tx, ctx, id, async (scoped) => {
      const slug = await insertWithFreeSlug(tx, id, name);
      await tx.query(`insert into memberships (org_id, user_id, role) values ($1, $2, 'OWNER')`, [
        id,
        ownerId,
      ]);
      await this.events.record(tx, scoped, {
        type: organizationEvents.organizationCreated,
        subject: { type: 'organization', id, label: name },
        after: { name, slug, ownerId },
      });
      return id;
    });
  }

  /** The short name in URLs stays, so that links keep working. */
  async rename(ctx: Ctx, name: string): Promise<OrganizationView> {
    await this.database.write(ctx, async (tx) => {
      const id = ctx.organizationId!;
      const [before]: { name: string }[] = await tx.query(
        'select name from organizations where id = $1 for update',
        [id],
      );
      if (!before) throw new AppError('NOT_FOUND');
      await tx.query('update organizations set name = $2 where id = $1', [id, name]);
      await this.events.record(tx, ctx, {
        type: organizationEvents.organizationRenamed,
        subject: { type: 'organization', id, label: name },
        before: { name: before.name },
        after: { name },
      });
      return { id };
    });
    return this.current(ctx);
  }
}

/** Tries the plain short name, then ones with a random ending. The row's uniqueness decides, also across organisations. */
async function insertWithFreeSlug(tx: Tx, id: string, name: string): Promise<string> {
  const wanted = slugOf(name);
  for (let attempt = 0; attempt < slugTries; attempt++) {
    const slug = attempt === 0 ? wanted : slugWith(wanted, randomInt(36 ** 4).toString(36));
    const inserted: unknown[] = await tx.query(
      `insert into organizations (id, name, slug) values ($1, $2, $3) on conflict (slug) do nothing returning id`,
      [id, name, slug],
    );
    if (inserted.length > 0) return slug;
  }
  throw new AppError('CONFLICT', 'No free short name was found. Try another name.');
}
