import { Inject, Injectable } from '@nestjs/common';
import type { Ctx, Role } from '../platform/auth/ctx.js';
import { permissionsOf } from '../platform/auth/permissions.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { hashToken, parseToken } from '../platform/crypto/tokens.js';
import { Database } from '../platform/database/database.service.js';
import { inOrganization } from '../platform/database/organization-scope.js';
import { afterCommit, type Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { problemOfPassword } from '../platform/input/text-rules.js';
import { Doorbell } from '../platform/live/doorbell.js';
import { AccountsService } from './accounts.service.js';
import type { AcceptInviteInput } from './invites.inputs.js';
import { mayGrant } from './members.rules.js';
import { organizationEvents } from './organizations.events.js';
import { Passwords } from './passwords.service.js';
import { asPerson, SessionsService, type SignedIn } from './sessions.service.js';
import type { UserEntity } from './user.entity.js';
import { UsersService } from './users.service.js';
import { VerificationService } from './verification.service.js';

interface OpenInvite {
  org_id: string;
  id: string;
  organization_name: string;
  email: string | null;
  role: Role;
  expires_at: Date;
  usable: boolean;
  creator_role: Role | null;
}

/** What signing in with an invite needs when signed out. */
interface Credentials {
  email: string;
  password: string;
  name: string | null;
}

/** Using an invite link: by somebody signed in, by somebody with an account, by somebody new. */
@Injectable()
export class JoiningService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly doorbell: Doorbell,
    private readonly passwords: Passwords,
    private readonly accounts: AccountsService,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly verification: VerificationService,
  ) {}

  /** What a stranger sees of an invite. @throws AppError NOT_FOUND for a link that leads nowhere (any more). */
  async preview(
    token: string,
  ): Promise<{ organizationName: string; email: string | null; role: Role; expiresAt: Date }> {
    const invite = await this.find(token);
    if (!invite) throw new AppError('NOT_FOUND');
    return {
      organizationName: invite.organization_name,
      email: invite.email,
      role: invite.role,
      expiresAt: invite.expires_at,
    };
  }

  /** Joins as the signed-in person. */
  async joinAs(ctx: Ctx, token: string): Promise<void> {
    const person = await this.users.self(ctx.actor.id!);
    const invite = await this.find(token);
    await this.database.write(ctx, async (tx) => {
      await this.join(tx, ctx, person, checked(invite, person.email));
      return { userId: person.id };
    });
  }

  /** Joins and signs in: to the account of the address when there is one, to a new one otherwise. */
  async joinAndSignIn(ctx: Ctx, input: AcceptInviteInput): Promise<SignedIn> {
    const { email, password, name } = credentials(input);
    const invite = await this.find(input.token);
    // Inside a write, so that a retry of a join that happened is answered as the first time.
    if (!invite) return this.database.write(ctx, () => Promise.reject(new AppError('LINK_INVALID')));
    const open = checked(invite, email);
    if (await this.users.byEmail(email)) return this.joinWithAccount(ctx, { email, password, name }, open);
    if (name === null) throw missing('name', 'Say your name: this address has no account yet.');
    const passwordHash = await this.hashNew(password);
    return this.database.write(ctx, async (tx) => {
      const confirmed = this.config.mode === 'self_hosted';
      const user = await this.users.create(tx, { email, name, passwordHash, emailVerified: confirmed });
      const as = asPerson(ctx, user);
      await this.join(tx, as, user, open);
      if (!confirmed) await this.verification.request(tx, as, user);
      return this.sessions.open(tx, as, user);
    });
  }

  private async joinWithAccount(
    ctx: Ctx,
    { email, password }: Credentials,
    invite: OpenInvite,
  ): Promise<SignedIn> {
    const { account, matches, refusalDue } = await this.passwords.check(ctx, email, password);
    const signedIn = await this.database.write(ctx, async (tx) => {
      if (!account || !matches) return this.accounts.recordFailure(tx, ctx, account);
      const as = asPerson(ctx, account);
      await this.join(tx, as, account, invite);
      return this.sessions.open(tx, as, account);
    });
    if (matches && signedIn) return signedIn;
    await refusalDue;
    throw new AppError('UNAUTHENTICATED', 'This address has an account, and that is not its password.');
  }

  private async hashNew(password: string): Promise<string> {
    const problem = problemOfPassword(password);
    if (problem !== null) throw missing('password', problem);
    return this.passwords.hash(password);
  }

  /** An invite that works now. It ends with the rights of who made it: nobody leaves a door open behind them. */
  private async find(token: string): Promise<OpenInvite | null> {
    if (!parseToken(token, 'invite')) return null;
    const [row] = await this.database.query<OpenInvite>('select * from sys_invite($1)', [hashToken(token)]);
    if (!row?.usable) return null;
    const stillMayInvite =
      permissionsOf(row.creator_role).has('members:manage') && mayGrant(row.creator_role, row.role);
    return stillMayInvite ? row : null;
  }

  private async join(
    tx: Tx,
    ctx: Ctx,
    user: Pick<UserEntity, 'id' | 'name'>,
    invite: OpenInvite,
  ): Promise<void> {
    await inOrganization(tx, ctx, invite.org_id, async (scoped) => {
      await useInvite(tx, invite);
      const joined: unknown[] = await tx.query(
        `insert into memberships (org_id, user_id, role) values ($1, $2, $3) on conflict do nothing returning user_id`,
        [invite.org_id, user.id, invite.role],
      );
      if (joined.length === 0) throw new AppError('CONFLICT', 'You belong to this organisation already.');
      await this.events.record(tx, scoped, {
        type: organizationEvents.memberJoined,
        subject: { type: 'user', id: user.id, label: user.name },
        after: { role: invite.role, inviteId: invite.id },
      });
      afterCommit(tx, () => this.doorbell.ring('credentials', invite.org_id));
    });
  }
}

/** Of two people with the same link at the same moment one gets in. */
async function useInvite(tx: Tx, invite: OpenInvite): Promise<void> {
  const used: unknown[] = await tx.query(
    `with used as (update invites set used_at = now()
       where org_id = $1 and id = $2 and used_at is null and revoked_at is null and expires_at > now() returning id)
     select id from used`,
    [invite.org_id, invite.id],
  );
  if (used.length === 0) throw new AppError('LINK_INVALID');
}

function checked(invite: OpenInvite | null, email: string): OpenInvite {
  if (!invite) throw new AppError('LINK_INVALID');
  if (invite.email !== null && invite.email !== email) {
    throw new AppError('FORBIDDEN', 'This invite is for another e-mail address.');
  }
  return invite;
}

function credentials({ email, password, name }: AcceptInviteInput): Credentials {
  if (!email) throw missing('email', 'Say your e-mail address, or sign in first.');
  if (!password) throw missing('password', 'Say a password.');
  return { email, password, name: name ?? null };
}

function missing(field: string, words: string): AppError {
  return new AppError('INVALID_INPUT', undefined, { fields: { [field]: words } });
}
