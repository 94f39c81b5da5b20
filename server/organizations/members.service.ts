import { Injectable } from '@nestjs/common';
import type { Ctx, Role } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import { afterCommit, type Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { decodeIdCursor, pageSize, toPage, type Page } from '../platform/graphql/keyset.js';
import { Doorbell } from '../platform/live/doorbell.js';
import { refusalOf, type MembershipChange, type MembershipRefusal } from './members.rules.js';
import { organizationEvents } from './organizations.events.js';
import { toUserView, type UserView } from './users.service.js';

export interface MemberView {
  __typename: 'Member';
  id: string;
  user: UserView;
  role: Role;
  joinedAt: Date;
  suspendedAt: Date | null;
}

interface MemberRow {
  id: string;
  email: string;
  name: string;
  created_at: Date;
  role: Role;
  joined_at: Date;
  suspended_at: Date | null;
}

type Change = Pick<MembershipChange, 'what' | 'to'>;

const memberColumns = `u.id, u.email, u.name, u.created_at, m.role, m.joined_at, m.suspended_at
  from memberships m join users u on u.id = m.user_id`;

const refusals: Record<MembershipRefusal, () => AppError> = {
  'above-own-role': () => new AppError('FORBIDDEN', 'Nobody can give or take a role above their own.'),
  'last-owner': () => new AppError('CONFLICT', 'The last owner stays. Appoint another owner first.'),
  'self-suspension': () => new AppError('CONFLICT', 'You cannot suspend yourself.'),
};

/** Who belongs to an organisation, as what, and since when. */
@Injectable()
export class MembersService {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly doorbell: Doorbell,
  ) {}

  /** By name. The organisation's members are found by index and sorted: they are people, so few. */
  list(
    ctx: Ctx,
    first: number | null | undefined,
    after: string | null | undefined,
  ): Promise<Page<MemberView>> {
    const size = pageSize(first);
    const [name, id] = decodeIdCursor(after, 1) ?? [null, null];
    return this.database.within(ctx, async (tx) => {
      const rows: MemberRow[] = await tx.query(
        `select ${memberColumns} where m.org_id = $1 and ($3::text is null or (u.name, u.id) > ($3, $4::uuid))
         order by u.name, u.id limit $2`,
        [ctx.organizationId, size + 1, name, id],
      );
      return toPage(rows, size, (row) => [row.name, row.id], toMemberView);
    });
  }

  /** When people were last seen from any session, by user id. */
  async lastSeen(ctx: Ctx, userIds: readonly string[]): Promise<Map<string, Date>> {
    const rows: { user_id: string; seen: Date }[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select s.user_id, max(s.last_seen_at) as seen from login_sessions s
         join memberships m on m.user_id = s.user_id and m.org_id = $1
         where s.user_id = any ($2::uuid[]) group by s.user_id`,
        [ctx.organizationId, userIds],
      ),
    );
    return new Map(rows.map((row) => [row.user_id, row.seen]));
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN (a role above the caller's), CONFLICT (the last owner). */
  async changeRole(ctx: Ctx, userId: string, role: Role): Promise<MemberView> {
    await this.change(ctx, userId, { what: 'change-role', to: role }, async (tx, member) => {
      if (member.role === role) return;
      await tx.query('update memberships set role = $3 where org_id = $1 and user_id = $2', [
        ctx.organizationId,
        userId,
        role,
      ]);
      await this.record(tx, ctx, member, {
        type: organizationEvents.memberRoleChanged,
        before: { role: member.role },
        after: { role },
      });
    });
    return this.byId(ctx, userId);
  }

  /** Shuts a member out at once; suspending twice changes nothing. */
  async suspend(ctx: Ctx, userId: string): Promise<MemberView> {
    await this.change(ctx, userId, { what: 'suspend' }, async (tx, member) => {
      if (member.suspended_at !== null) return;
      await tx.query('update memberships set suspended_at = now() where org_id = $1 and user_id = $2', [
        ctx.organizationId,
        userId,
      ]);
      await this.record(tx, ctx, member, { type: organizationEvents.memberSuspended });
    });
    return this.byId(ctx, userId);
  }

  /** Lets a suspended member in again; resuming twice changes nothing. */
  async resume(ctx: Ctx, userId: string): Promise<MemberView> {
    await this.change(ctx, userId, { what: 'resume' }, async (tx, member) => {
      if (member.suspended_at === null) return;
      await tx.query('update memberships set suspended_at = null where org_id = $1 and user_id = $2', [
        ctx.organizationId,
        userId,
      ]);
      await this.record(tx, ctx, member, { type: organizationEvents.memberResumed });
    });
    return this.byId(ctx, userId);
  }

  /** Removes a member, or lets the caller leave. Tokens the person minted keep no rights: see `Identity`. */
  async remove(ctx: Ctx, userId: string): Promise<true> {
    if (ctx.organizationId === null) throw new AppError('ORGANIZATION_REQUIRED');
    if (userId !== ctx.actor.id && !ctx.permissions.has('members:manage')) {
      throw new AppError('FORBIDDEN', 'That needs the permission members:manage here.');
    }
    await this.change(ctx, userId, { what: 'remove' }, async (tx, member) => {
      await tx.query('delete from memberships where org_id = $1 and user_id = $2', [
        ctx.organizationId,
        userId,
      ]);
      await this.record(tx, ctx, member, {
        type: organizationEvents.memberRemoved,
        before: { role: member.role, suspended: member.suspended_at !== null },
      });
    });
    return true;
  }

  private async change(
    ctx: Ctx,
    userId: string,
    change: Change,
    apply: (tx: Tx, member: MemberRow) => Promise<void>,
  ) {
    await this.database.write(ctx, async (tx) => {
      const activeOwners = await lockOwners(tx, ctx.organizationId!);
      const [member]: MemberRow[] = await tx.query(
        `select ${memberColumns} where m.org_id = $1 and m.user_id = $2 for update of m`,
        [ctx.organizationId, userId],
      );
      if (!member) throw new AppError('NOT_FOUND');
      const refusal = refusalOf({
        ...{ ...change, by: ctx.role, isSelf: userId === ctx.actor.id, activeOwners },
        ...{ from: member.role, suspended: member.suspended_at !== null },
      });
      if (refusal) throw refusals[refusal]();
      await apply(tx, member);
      afterCommit(tx, () => this.doorbell.ring('credentials', ctx.organizationId!));
      return { userId };
    });
  }

  private record(
    tx: Tx,
    ctx: Ctx,
    member: MemberRow,
    event: { type: string; before?: unknown; after?: unknown },
  ) {
    return this.events.record(tx, ctx, {
      ...event,
      subject: { type: 'user', id: member.id, label: member.name },
    });
  }

  private async byId(ctx: Ctx, userId: string): Promise<MemberView> {
    const [row]: MemberRow[] = await this.database.within(ctx, (tx) =>
      tx.read(`select ${memberColumns} where m.org_id = $1 and m.user_id = $2`, [ctx.organizationId, userId]),
    );
    if (!row) throw new AppError('NOT_FOUND');
    return toMemberView(row);
  }
}

/** Holds the owners still while one of them may change, so that two owners cannot demote each other at once. */
async function lockOwners(tx: Tx, organizationId: string): Promise<number> {
  const owners: unknown[] = await tx.query(
    `select user_id from memberships where org_id = $1 and role = 'OWNER' and suspended_at is null
     order by user_id for update`,
    [organizationId],
  );
  return owners.length;
}

function toMemberView(row: MemberRow): MemberView {
  const { id, role, joined_at, suspended_at } = row;
  return {
    __typename: 'Member',
    id,
    user: toUserView(row),
    role,
    joinedAt: joined_at,
    suspendedAt: suspended_at,
  };
}
