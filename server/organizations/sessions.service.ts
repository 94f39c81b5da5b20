import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { Clock } from '../platform/clock.js';
import { mintToken } from '../platform/crypto/tokens.js';
import { Database } from '../platform/database/database.service.js';
import { afterCommit, type Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { Doorbell } from '../platform/live/doorbell.js';
import { personEvents } from './organizations.events.js';
import { PersonLog } from './person-log.service.js';

const sessionDays = 14;
const shownMax = 200;

/** A session just opened. `token` goes into the cookie and is never shown again. */
export interface SignedIn {
  userId: string;
  sessionId: string;
  token: string;
}

export interface LoginSessionView {
  __typename: 'LoginSession';
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  ip: string | null;
  userAgent: string | null;
  current: boolean;
}

/** Cookie sessions: opaque, hashed at rest, revocable at once. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly personLog: PersonLog,
    private readonly doorbell: Doorbell,
  ) {}

  /** Signs a person in, in the open transaction, and tells their organisations. */
  async open(tx: Tx, ctx: Ctx, user: { id: string; name: string }): Promise<SignedIn> {
    const sessionId = this.clock.newId();
    const { token, hash } = mintToken('session');
    await tx.query(
      `insert into login_sessions (id, user_id, token_hash, expires_at, ip, user_agent)
       values ($1, $2, $3, now() + make_interval(days => ${sessionDays}), $4, $5)`,
      [sessionId, user.id, hash, ctx.ip, ctx.userAgent],
    );
    await this.personLog.record(tx, asPerson(ctx, user, sessionId), user.id, {
      type: personEvents.sessionCreated,
      subject: { type: 'session', id: sessionId, label: ctx.userAgent },
      after: { ip: ctx.ip, userAgent: ctx.userAgent },
    });
    return { userId: user.id, sessionId, token };
  }

  /** The caller's live sessions, newest first, at most 200. */
  list(ctx: Ctx): Promise<LoginSessionView[]> {
    return this.database.global(async (tx) => {
      const rows: SessionRow[] = await tx.query(
        `select id, created_at, last_seen_at, expires_at, ip, user_agent from login_sessions
         where user_id = $1 and revoked_at is null and expires_at > now() order by created_at desc, id desc limit ${shownMax}`,
        [ctx.actor.id],
      );
      return rows.map((row) => toSessionView(row, ctx.credentialId));
    });
  }

  /** Ends the session of this request; does nothing when nobody is signed in. */
  async logout(ctx: Ctx): Promise<true> {
    if (ctx.actor.kind !== 'PERSON') return true;
    await this.database.write(ctx, async (tx) => ({
      ended: await this.end(tx, ctx, { only: ctx.credentialId! }),
    }));
    return true;
  }

  /** @throws AppError NOT_FOUND for a session that is not the caller's, or ended already. */
  async revoke(ctx: Ctx, sessionId: string): Promise<true> {
    await this.database.write(ctx, async (tx) => {
      const ended = await this.end(tx, ctx, { only: sessionId });
      if (ended === 0) throw new AppError('NOT_FOUND');
      return { ended };
    });
    return true;
  }

  /** Ends all the caller's sessions but this one. @returns how many. */
  async revokeOthers(ctx: Ctx): Promise<number> {
    const { ended } = await this.database.write(ctx, async (tx) => ({
      ended: await this.endOthers(tx, ctx),
    }));
    return ended;
  }

  /** As `revokeOthers`, within a verb. */
  endOthers(tx: Tx, ctx: Ctx): Promise<number> {
    return this.end(tx, ctx, { except: ctx.credentialId! });
  }

  private async end(tx: Tx, ctx: Ctx, which: { only: string } | { except: string }): Promise<number> {
    const [condition, id] = 'only' in which ? ['id = $2', which.only] : ['id <> $2', which.except];
    const rows: { id: string; user_agent: string | null }[] = await tx.query(
      `with ended as (
         update login_sessions set revoked_at = now()
         where user_id = $1 and ${condition} and revoked_at is null and expires_at > now() returning id, user_agent)
       select id, user_agent from ended order by id`,
      [ctx.actor.id, id],
    );
    for (const row of rows) {
      await this.personLog.record(tx, ctx, ctx.actor.id!, {
        type: personEvents.sessionRevoked,
        subject: { type: 'session', id: row.id, label: row.user_agent },
      });
    }
    if (rows.length > 0) afterCommit(tx, () => this.doorbell.ring('credentials', ctx.actor.id!));
    return rows.length;
  }
}

/** The context of an anonymous request from the moment the person is known. */
export function asPerson(
  ctx: Ctx,
  user: { id: string; name: string },
  credentialId: string | null = null,
): Ctx {
  return { ...ctx, actor: { kind: 'PERSON', id: user.id, label: user.name }, credentialId };
}

interface SessionRow {
  id: string;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  ip: string | null;
  user_agent: string | null;
}

function toSessionView(row: SessionRow, currentId: string | null): LoginSessionView {
  return {
    __typename: 'LoginSession',
    id: row.id,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    ip: row.ip,
    userAgent: row.user_agent,
    current: row.id === currentId,
  };
}
