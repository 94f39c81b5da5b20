import { Inject, Injectable } from '@nestjs/common';
import { AccessTokens } from '../platform/auth/access-tokens.service.js';
import type { Ctx } from '../platform/auth/ctx.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { needsRehash } from '../platform/crypto/password.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import type { ChangePasswordArgs, LoginInput } from './account.inputs.js';
import { personEvents } from './organizations.events.js';
import { Passwords } from './passwords.service.js';
import { PersonLog } from './person-log.service.js';
import { asPerson, SessionsService, type SignedIn } from './sessions.service.js';
import type { UserEntity } from './user.entity.js';
import { UsersService, type UserView } from './users.service.js';
import { VerificationService } from './verification.service.js';

const wrong = 'This e-mail address and password do not go together.';
const unverified = 'Confirm your e-mail address first: a new link is on its way to you.';

/** What people do with their own account. */
@Injectable()
export class AccountsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly accessTokens: AccessTokens,
    private readonly passwords: Passwords,
    private readonly personLog: PersonLog,
    private readonly sessions: SessionsService,
    private readonly users: UsersService,
    private readonly verification: VerificationService,
  ) {}

  /** @throws AppError UNAUTHENTICATED in the same words and time for an unknown account and a wrong password. */
  async login(ctx: Ctx, { email, password }: LoginInput): Promise<SignedIn> {
    const { account, matches, refusalDue } = await this.passwords.check(ctx, email, password);
    const freshHash =
      account && matches && needsRehash(account.passwordHash) ? await this.passwords.hash(password) : null;
    const mustVerify = matches && this.config.mode === 'cloud' && account?.emailVerifiedAt === null;
    const signedIn = await this.database.write(ctx, async (tx) => {
      if (!account || !matches) return this.recordFailure(tx, ctx, account);
      if (mustVerify) {
        await this.verification.request(tx, asPerson(ctx, account), account);
        return null;
      }
      if (freshHash)
        await tx.query('update users set password_hash = $2 where id = $1', [account.id, freshHash]);
      return this.sessions.open(tx, ctx, account);
    });
    // A retry with an idempotency key repeats an earlier answer: today's password decides all the same.
    if (matches && signedIn) return signedIn;
    await refusalDue;
    throw new AppError('UNAUTHENTICATED', mustVerify ? unverified : wrong);
  }

  /** Tells the organisations of an account that somebody failed to sign in to it. */
  async recordFailure(tx: Tx, ctx: Ctx, account: UserEntity | null): Promise<null> {
    if (!account) return null;
    await this.personLog.record(tx, ctx, account.id, {
      type: personEvents.loginFailed,
      subject: { type: 'user', id: account.id, label: account.name },
      outcome: 'REFUSED',
      code: 'UNAUTHENTICATED',
      after: { ip: ctx.ip, userAgent: ctx.userAgent },
    });
    return null;
  }

  /** A bearer token bound to the session of this request: it ends with it. */
  async createAccessToken(ctx: Ctx): Promise<{ token: string; expiresAt: string }> {
    return this.database.write(ctx, async (tx) => {
      const claims = { userId: ctx.actor.id!, sessionId: ctx.credentialId! };
      const { token, expiresAt } = await this.accessTokens.mint(claims);
      await this.personLog.record(tx, ctx, claims.userId, {
        type: personEvents.accessTokenCreated,
        subject: { type: 'session', id: claims.sessionId },
        after: { expiresAt },
      });
      return { token, expiresAt: expiresAt.toISOString() };
    });
  }

  /** Sets a new password and ends all other sessions. A wrong current password counts as a failed login. */
  async changePassword(ctx: Ctx, { currentPassword, newPassword }: ChangePasswordArgs): Promise<true> {
    const self = await this.users.self(ctx.actor.id!);
    const { matches } = await this.passwords.check(ctx, self.email, currentPassword);
    const hash = matches ? await this.passwords.hash(newPassword) : null;
    await this.database.write(ctx, async (tx) => {
      // In here, so that a retry of a change that happened is answered as the first time.
      if (hash === null) {
        throw new AppError('INVALID_INPUT', undefined, {
          fields: { currentPassword: 'That is not your password.' },
        });
      }
      await tx.query('update users set password_hash = $2 where id = $1', [self.id, hash]);
      await this.personLog.record(tx, ctx, self.id, {
        type: personEvents.passwordChanged,
        subject: { type: 'user', id: self.id, label: self.name },
      });
      return { ended: await this.sessions.endOthers(tx, ctx) };
    });
    return true;
  }

  async updateProfile(ctx: Ctx, name: string): Promise<UserView> {
    const before = await this.users.self(ctx.actor.id!);
    await this.database.write(ctx, async (tx) => {
      await tx.query('update users set name = $2 where id = $1', [before.id, name]);
      await this.personLog.record(tx, ctx, before.id, {
        type: personEvents.updated,
        subject: { type: 'user', id: before.id, label: name },
        before: { name: before.name },
        after: { name },
      });
      return { id: before.id };
    });
    return this.users.self(before.id);
  }
}
