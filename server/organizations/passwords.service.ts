import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { networkKey, RateLimits } from '../platform/auth/rate-limits.service.js';
import { hashPassword, PasswordError, verifyOrDummy } from '../platform/crypto/password.js';
import { AppError } from '../platform/errors/app-error.js';
import type { UserEntity } from './user.entity.js';
import { UsersService } from './users.service.js';

const perAccount = { name: 'login-account', points: 10, windowSeconds: 900 };
const perNetwork = { name: 'login-network', points: 30, windowSeconds: 900 };
/** A refusal is never answered sooner, so that what a failure costs us (its events) does not tell that an account exists. */
const refusalFloorMs = 250;

export interface Verdict {
  /** The account of the address; null when there is none. */
  account: UserEntity | null;
  matches: boolean;
  /** Resolves when a refusal may be answered. */
  refusalDue: Promise<void>;
}

/** The only place where passwords are checked: limited per account and network, same work for unknown accounts. */
@Injectable()
export class Passwords {
  constructor(
    private readonly users: UsersService,
    private readonly limits: RateLimits,
  ) {}

  /**
   * Whether the password is the account's. Live sessions are never locked out by failures.
   * @throws AppError RATE_LIMITED, or UNAVAILABLE when too many logins are being checked.
   */
  async check(ctx: Ctx, email: string, password: string): Promise<Verdict> {
    const refusalDue = delay(refusalFloorMs, undefined, { ref: false });
    await this.limits.take(perNetwork, networkKey(ctx.ip));
    await this.limits.take(perAccount, accountKey(email));
    const account = await this.users.byEmail(email);
    const matches = await inWords(() => verifyOrDummy(account?.passwordHash ?? null, password));
    if (matches) await this.limits.forgive(perAccount, accountKey(email));
    return { account, matches, refusalDue };
  }

  /** The hash to store of a new password. @throws AppError INVALID_INPUT or UNAVAILABLE. */
  hash(password: string): Promise<string> {
    return inWords(() => hashPassword(password));
  }
}

/** Addresses are counted by digest: the table of counters is no list of who tried to log in. */
function accountKey(email: string): string {
  return createHash('sha256').update(email).digest('base64url');
}

async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PasswordError)) throw error;
    if (error.code === 'busy')
      throw new AppError('UNAVAILABLE', 'Too many logins at once. Try again in a moment.');
    throw new AppError('INVALID_INPUT', undefined, { fields: { password: error.message } });
  }
}
