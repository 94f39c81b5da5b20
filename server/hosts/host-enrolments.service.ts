import { Inject, Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { permissionsOf } from '../platform/auth/permissions.js';
import type { Role } from '../platform/auth/ctx.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { hashToken, mintToken, parseToken } from '../platform/crypto/tokens.js';
import { Database } from '../platform/database/database.service.js';
import { inOrganization } from '../platform/database/organization-scope.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import type { HostIdentity } from './host-identity.rules.js';
import { HostRegistry } from './host-registry.service.js';
import { hostEvents } from './hosts.events.js';

const lifeMinutes = 10;
const mostOpen = 20;

interface EnrolmentRow {
  org_id: string;
  id: string;
  created_by: string;
  creator_role: Role | null;
}

/** Tokens from the console that let one machine in, each once. */
@Injectable()
export class HostEnrolmentsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly registry: HostRegistry,
  ) {}

  /** @throws AppError CONFLICT when too many wait to be used already. */
  async create(ctx: Ctx): Promise<{ id: string; token: string; command: string; expiresAt: string }> {
    return this.database.write(ctx, async (tx) => {
      await refuseTooMany(tx, ctx);
      const { token, hash } = mintToken('enrol');
      const id = this.clock.newId();
      const [row]: { expires_at: Date }[] = await tx.query(
        `insert into host_enrolments (org_id, id, token_hash, created_by, expires_at)
         values ($1, $2, $3, $4, now() + make_interval(mins => $5)) returning expires_at`,
        [ctx.organizationId, id, hash, ctx.actor.id, lifeMinutes],
      );
      await this.events.record(tx, ctx, {
        type: hostEvents.enrolmentCreated,
        subject: { type: 'host_enrolment', id },
        after: { minutes: lifeMinutes },
      });
      const command = `clawbutler-agent pair ${this.config.publicUrl} --token ${token}`;
      return { id, token, command, expiresAt: row!.expires_at.toISOString() };
    });
  }

  /**
   * Pairs a machine with a token. It ends with the rights of who made it: nobody leaves a door open behind them.
   * @throws AppError LINK_INVALID
   */
  use(ctx: Ctx, token: string, identity: HostIdentity): Promise<{ hostId: string; organizationId: string }> {
    return this.database.write(ctx, async (tx) => {
      const enrolment = parseToken(token, 'enrol') && (await find(tx, token));
      if (!enrolment || !permissionsOf(enrolment.creator_role).has('hosts:pair')) throw invalid();
      return inOrganization(tx, ctx, enrolment.org_id, async (scoped) => {
        const hostId = this.clock.newId();
        await useUp(tx, enrolment, hostId);
        await this.registry.admit(tx, scoped, {
          ...{ id: hostId, identity, pairedBy: enrolment.created_by, way: 'TOKEN' },
        });
        return { hostId, organizationId: enrolment.org_id };
      });
    });
  }
}

async function find(tx: Tx, token: string): Promise<EnrolmentRow | null> {
  const [row]: EnrolmentRow[] = await tx.query('select * from sys_host_enrolment($1)', [hashToken(token)]);
  return row ?? null;
}

/** Of two machines with the same token at the same moment one gets in. */
async function useUp(tx: Tx, { org_id, id }: EnrolmentRow, hostId: string): Promise<void> {
  const used: unknown[] = await tx.query(
    `with used as (update host_enrolments set used_at = now(), host_id = $3
       where org_id = $1 and id = $2 and used_at is null and expires_at > now() returning id)
     select id from used`,
    [org_id, id, hostId],
  );
  if (used.length === 0) throw invalid();
}

async function refuseTooMany(tx: Tx, ctx: Ctx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('host_enrolments' || $1::text, 0))`, [
    ctx.organizationId,
  ]);
  const [row]: { open: number }[] = await tx.query(
    `select count(*)::int as open from host_enrolments where org_id = $1 and used_at is null and expires_at > now()`,
    [ctx.organizationId],
  );
  if (row!.open < mostOpen) return;
  throw new AppError(
    'CONFLICT',
    `${mostOpen} tokens wait to be used already. They expire ${lifeMinutes} minutes after they were made.`,
  );
}

function invalid(): AppError {
  return new AppError('LINK_INVALID', 'This enrolment token is unknown, was used already, or has expired.');
}
