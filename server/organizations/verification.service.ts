import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { networkKey, RateLimits } from '../platform/auth/rate-limits.service.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { hashToken, mintToken, parseToken } from '../platform/crypto/tokens.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { personEvents } from './organizations.events.js';
import { PersonLog } from './person-log.service.js';
import { asPerson, SessionsService, type SignedIn } from './sessions.service.js';

const linkHours = 24;
const perNetwork = { name: 'verify-network', points: 30, windowSeconds: 900 };

/** Name and password that take effect only when the address is confirmed through the mail sent for them. */
export interface PendingSignUp {
  name: string;
  passwordHash: string;
}

/**
 * Proof that an address is its owner's. The secret of a link exists only between the reaction that mails it and
 * the mailbox, so the row is made first, with a hash that nothing matches.
 */
@Injectable()
export class VerificationService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
    private readonly personLog: PersonLog,
    private readonly sessions: SessionsService,
  ) {}

  /** Asks for a mail with a link, in the open transaction. */
  async request(
    tx: Tx,
    ctx: Ctx,
    user: { id: string; name: string },
    pending?: PendingSignUp,
  ): Promise<void> {
    const linkId = this.clock.newId();
    await tx.query(
      `insert into one_time_links (id, kind, token_hash, user_id, expires_at, name, password_hash)
       values ($1, 'verify', $2, $3, now() + make_interval(hours => ${linkHours}), $4, $5)`,
      [linkId, randomBytes(32), user.id, pending?.name ?? null, pending?.passwordHash ?? null],
    );
    await this.personLog.recordOnce(tx, ctx, user.id, {
      type: personEvents.verificationRequested,
      subject: { type: 'user', id: user.id, label: user.name },
      after: { linkId },
    });
  }

  /** Gives a requested link its secret. @returns address and URL to mail; null when it was used or has expired. */
  async arm(tx: Tx, linkId: string): Promise<{ email: string; name: string; url: string } | null> {
    const { token, hash } = mintToken('verify');
    const [row]: { email: string; name: string }[] = await tx.query(
      `with armed as (update one_time_links set token_hash = $2
         where id = $1 and kind = 'verify' and used_at is null and expires_at > now() returning user_id, name)
       select u.email, coalesce(a.name, u.name) as name from armed a join users u on u.id = a.user_id`,
      [linkId, hash],
    );
    return row ? { ...row, url: `${this.config.publicUrl}/verify-email?token=${token}` } : null;
  }

  /** Confirms the address and signs in. Name and password become those of the sign-up the mail was sent for. */
  async verify(ctx: Ctx, token: string): Promise<SignedIn> {
    await this.limits.take(perNetwork, networkKey(ctx.ip));
    if (!parseToken(token, 'verify')) throw new AppError('LINK_INVALID');
    return this.database.write(ctx, async (tx) => {
      const user = await useLink(tx, token);
      const as = asPerson(ctx, user);
      await this.personLog.record(tx, as, user.id, {
        type: personEvents.verified,
        subject: { type: 'user', id: user.id, label: user.name },
      });
      return this.sessions.open(tx, as, user);
    });
  }
}

async function useLink(tx: Tx, token: string): Promise<{ id: string; name: string }> {
  const [user]: { id: string; name: string }[] = await tx.query(
    `with used as (update one_time_links set used_at = now()
       where token_hash = $1 and kind = 'verify' and used_at is null and expires_at > now()
       returning user_id, name, password_hash),
     confirmed as (update users u set email_verified_at = coalesce(u.email_verified_at, clock_timestamp()),
         name = case when u.email_verified_at is null then coalesce(used.name, u.name) else u.name end,
         password_hash = case when u.email_verified_at is null then coalesce(used.password_hash, u.password_hash) else u.password_hash end
       from used where u.id = used.user_id returning u.id, u.name)
     select id, name from confirmed`,
    [hashToken(token)],
  );
  if (!user) throw new AppError('LINK_INVALID');
  return user;
}
