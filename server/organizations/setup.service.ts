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
import type { CompleteSetupInput } from './account.inputs.js';
import { OrganizationsService } from './organizations.service.js';
import { Passwords } from './passwords.service.js';
import { asPerson, SessionsService, type SignedIn } from './sessions.service.js';
import { UsersService } from './users.service.js';

const perNetwork = { name: 'setup-network', points: 30, windowSeconds: 900 };

/** How an installation gets its first owner: a link printed at start, good once, replaced at every start until used. */
@Injectable()
export class SetupService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
    private readonly passwords: Passwords,
    private readonly users: UsersService,
    private readonly organizations: OrganizationsService,
    private readonly sessions: SessionsService,
  ) {}

  /** A fresh link for the first owner, ending older ones; null when there is an owner. */
  link(): Promise<string | null> {
    return this.database.global(async (tx) => {
      await lockSetup(tx);
      if (await hasOwner(tx)) return null;
      const { token, hash } = mintToken('setup');
      await tx.query(`delete from one_time_links where kind = 'setup' and used_at is null`);
      await tx.query(`insert into one_time_links (id, kind, token_hash) values ($1, 'setup', $2)`, [
        this.clock.newId(),
        hash,
      ]);
      return `${this.config.publicUrl}/setup?token=${token}`;
    });
  }

  /** Whether the installation still waits for its first owner. */
  async required(): Promise<boolean> {
    const [row] = await this.database.query<{ found: boolean }>('select sys_any_owner() as found');
    return row?.found === false;
  }

  /**
   * Makes the first owner with their organisation, and signs them in: all of it or nothing.
   * @throws AppError SETUP_CLOSED when there is an owner, LINK_INVALID for any other than the newest link.
   */
  async complete(ctx: Ctx, input: CompleteSetupInput): Promise<SignedIn> {
    await this.limits.take(perNetwork, networkKey(ctx.ip));
    if (!parseToken(input.token, 'setup'))
      throw new AppError((await this.required()) ? 'LINK_INVALID' : 'SETUP_CLOSED');
    const passwordHash = await this.passwords.hash(input.password);
    return this.database.write(ctx, async (tx) => {
      await lockSetup(tx);
      if (await hasOwner(tx)) throw new AppError('SETUP_CLOSED');
      await useLink(tx, input.token);
      const { email, name } = input;
      // Whoever holds the printed link owns this machine: nobody is left to confirm the address to.
      const user = await this.users.create(tx, { email, name, passwordHash, emailVerified: true });
      const as = asPerson(ctx, user);
      await this.organizations.found(tx, as, { name: input.organizationName, ownerId: user.id });
      return this.sessions.open(tx, as, user);
    });
  }
}

/** Two setups at once wait for one another, so that there is one first owner. */
async function lockSetup(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('first-owner', 0))`);
}

async function hasOwner(tx: Tx): Promise<boolean> {
  const [row]: { found: boolean }[] = await tx.query('select sys_any_owner() as found');
  return row!.found;
}

async function useLink(tx: Tx, token: string): Promise<void> {
  const used: unknown[] = await tx.query(
    `with used as (update one_time_links set used_at = now()
       where kind = 'setup' and token_hash = $1 and used_at is null returning id) select id from used`,
    [hashToken(token)],
  );
  if (used.length === 0) throw new AppError('LINK_INVALID');
}
