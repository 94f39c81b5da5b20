import { Inject, Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { networkKey, RateLimits } from '../platform/auth/rate-limits.service.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { Mailer } from '../platform/mail/mailer.service.js';
import type { SignUpInput } from './account.inputs.js';
import { personEvents } from './organizations.events.js';
import { OrganizationsService } from './organizations.service.js';
import { Passwords } from './passwords.service.js';
import { PersonLog } from './person-log.service.js';
import { asPerson } from './sessions.service.js';
import type { UserEntity } from './user.entity.js';
import { UsersService } from './users.service.js';
import { VerificationService } from './verification.service.js';

const perNetwork = { name: 'sign-up-network', points: 20, windowSeconds: 3600 };

/** Open sign-up, `cloud` mode only. The answer is the same whether or not the address has an account. */
@Injectable()
export class SignUpService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly limits: RateLimits,
    private readonly mailer: Mailer,
    private readonly passwords: Passwords,
    private readonly personLog: PersonLog,
    private readonly users: UsersService,
    private readonly organizations: OrganizationsService,
    private readonly verification: VerificationService,
  ) {}

  get open(): boolean {
    return this.config.mode === 'cloud';
  }

  /**
   * Makes an account and its organisation, and has a link mailed that confirms the address.
   * @throws AppError FORBIDDEN where sign-up is closed, UNAVAILABLE without a mail relay.
   */
  async signUp(ctx: Ctx, input: SignUpInput): Promise<true> {
    if (!this.open)
      throw new AppError('FORBIDDEN', 'Sign-up is closed here. Ask a member for an invite link.');
    if (!this.mailer.configured)
      throw new AppError('UNAVAILABLE', 'Sign-up needs a mail relay, which the operator has not configured.');
    await this.limits.take(perNetwork, networkKey(ctx.ip));
    const passwordHash = await this.passwords.hash(input.password);
    const known = await this.users.byEmail(input.email);
    await this.database.write(ctx, async (tx) => {
      if (known) await this.again(tx, ctx, known, { ...input, passwordHash });
      else await this.first(tx, ctx, { ...input, passwordHash });
      return { asked: true };
    });
    return true;
  }

  private async first(tx: Tx, ctx: Ctx, input: Asked): Promise<void> {
    const { email, name, passwordHash } = input;
    const user = await this.users.create(tx, { email, name, passwordHash, emailVerified: false });
    const as = asPerson(ctx, user);
    await this.organizations.found(tx, as, { name: input.organizationName, ownerId: user.id });
    await this.verification.request(tx, as, user, { name, passwordHash });
  }

  /** Nothing about an existing account changes before its owner's mailbox was heard. */
  private async again(tx: Tx, ctx: Ctx, known: UserEntity, input: Asked): Promise<void> {
    if (known.emailVerifiedAt === null) {
      const as = asPerson(ctx, known);
      return this.verification.request(tx, as, known, { name: input.name, passwordHash: input.passwordHash });
    }
    await this.personLog.recordOnce(tx, ctx, known.id, {
      type: personEvents.signUpRepeated,
      subject: { type: 'user', id: known.id, label: known.name },
      outcome: 'REFUSED',
      code: 'CONFLICT',
    });
  }
}

type Asked = SignUpInput & { passwordHash: string };
