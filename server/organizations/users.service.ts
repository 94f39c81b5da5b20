import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { Clock } from '../platform/clock.js';
import { findOne } from '../platform/database/find-entities.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import type { GraphqlContext } from '../platform/graphql/request.js';
import { UserEntity } from './user.entity.js';

/** A person as the contract shows them. */
export interface UserView {
  __typename: 'User';
  id: string;
  email: string;
  name: string;
  createdAt: Date;
}

export interface NewUser {
  email: string;
  name: string;
  passwordHash: string;
  emailVerified: boolean;
}

/** People, as far as an organisation may know them. */
@Injectable()
export class UsersService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * People by id: only those who are members of the context's organisation, or left a trace in its log
   * (former members, people who acted here). Ids of others are missing from the answer.
   */
  async byIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, UserView>> {
    const { organizationId } = ctx;
    if (organizationId === null || ids.length === 0) return new Map();
    const rows = await this.database.within<UserRow[]>(ctx, (tx) =>
      tx.query(
        `select u.id, u.email, u.name, u.created_at from users u
         where u.id = any ($2::uuid[]) and (
           exists (select 1 from memberships m where m.org_id = $1 and m.user_id = u.id)
           or exists (select 1 from domain_events e where e.org_id = $1 and e.actor_id = u.id::text)
           or exists (select 1 from domain_events e
                      where e.org_id = $1 and e.subject_type = 'user' and e.subject_id = u.id::text))`,
        [organizationId, ids],
      ),
    );
    return new Map(rows.map((row) => [row.id, toUserView(row)]));
  }

  /** One person, batched with all others asked for in the same request; null for a stranger. For field resolvers. */
  load(request: GraphqlContext, ctx: Ctx, id: string | null): Promise<UserView | null> {
    if (id === null) return Promise.resolve(null);
    return request.loaders.get('users', (ids) => this.byIds(ctx, ids)).load(id);
  }

  /** The person themselves, whatever their organisations. */
  async self(userId: string): Promise<UserView> {
    const [row] = await this.database.query<UserRow>(
      'select id, email, name, created_at from users where id = $1',
      [userId],
    );
    if (!row) throw new AppError('NOT_FOUND');
    return toUserView(row);
  }

  /** Makes an account in the open transaction. @throws AppError CONFLICT when the address has one. */
  async create(tx: Tx, user: NewUser): Promise<{ id: string; name: string }> {
    const id = this.clock.newId();
    await tx.query(
      `insert into users (id, email, name, password_hash, email_verified_at)
       values ($1, $2, $3, $4, case when $5 then clock_timestamp() end)`,
      [id, user.email, user.name, user.passwordHash, user.emailVerified],
    );
    return { id, name: user.name };
  }

  /** The account of a normalised address; null when there is none. */
  byEmail(email: string): Promise<UserEntity | null> {
    return this.database.global((tx) => findOne(tx, UserEntity, { email }));
  }

  byId(userId: string): Promise<UserEntity | null> {
    return this.database.global((tx) => findOne(tx, UserEntity, { id: userId }));
  }
}

interface UserRow {
  id: string;
  email: string;
  name: string;
  created_at: Date;
}

export function toUserView(row: UserRow): UserView {
  return { __typename: 'User', id: row.id, email: row.email, name: row.name, createdAt: row.created_at };
}
