import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { networkKey, RateLimits, type Limit } from '../platform/auth/rate-limits.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { authenticationString, fingerprintOf } from './authentication-string.rules.js';
import { HostRegistry } from './host-registry.service.js';
import { hostEvents } from './hosts.events.js';
import { codeHash, readUserCode } from './pairing-code.rules.js';

const wrongPerAccount = { name: 'host-code-account', points: 5, windowSeconds: 600 };
const wrongPerNetwork = { name: 'host-code-network', points: 5, windowSeconds: 600 };

interface PairingRow {
  id: string;
  device_code_hash: Buffer;
  public_key: Buffer;
  key_hash: Buffer;
  hostname: string;
  platform: string;
  agent_version: string;
  asked_from: string | null;
  expires_at: Date;
}

/** The person's side of a pairing: whoever has the code sees the machine, and lets it in or sends it away. */
@Injectable()
export class HostPairingDecisions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
    private readonly events: EventLog,
    private readonly registry: HostRegistry,
  ) {}

  /** What is known of the machine with this code. @throws AppError LINK_INVALID */
  look(ctx: Ctx, typed: string) {
    return this.guess(ctx, async () => toView(await this.database.within(ctx, (tx) => waiting(tx, typed))));
  }

  /** @returns the id of the new host. @throws AppError LINK_INVALID, or INVALID_INPUT for another string than both sides show. */
  async approve(ctx: Ctx, typed: string, shown: string): Promise<string> {
    return this.guess(ctx, () =>
      this.database.write(ctx, async (tx) => {
        const row = await waiting(tx, typed);
        if (normal(shown) !== normal(stringOf(row))) throw differs();
        const { public_key: publicKey, hostname, platform, agent_version: agentVersion } = row;
        const id = this.clock.newId();
        await this.registry.admit(tx, ctx, {
          ...{ id, identity: { publicKey, hostname, platform, agentVersion } },
          ...{ pairedBy: ctx.actor.id, way: 'CODE' },
        });
        await decide(tx, row, 'APPROVED', { organizationId: ctx.organizationId, hostId: id });
        return id;
      }),
    );
  }

  async deny(ctx: Ctx, typed: string): Promise<true> {
    return this.guess(ctx, () =>
      this.database.write(ctx, async (tx) => {
        const row = await waiting(tx, typed);
        await decide(tx, row, 'DENIED');
        await this.events.record(tx, ctx, {
          type: hostEvents.pairingDenied,
          subject: { type: 'host_pairing_request', id: row.id, label: row.hostname },
          after: { hostname: row.hostname, platform: row.platform, askedFrom: row.asked_from },
        });
        return true as const;
      }),
    );
  }

  /**
   * Counts before it looks, so that many guesses at once are no more than five, and gives the point back for a code that
   * was right: knowing one of one's own buys no further guesses.
   */
  private async guess<T>(ctx: Ctx, attempt: () => Promise<T>): Promise<T> {
    const counters: [Limit, string][] = [
      [wrongPerAccount, ctx.actor.id!],
      [wrongPerNetwork, networkKey(ctx.ip)],
    ];
    for (const [limit, key] of counters) await this.limits.take(limit, key);
    let wasWrong = false;
    try {
      return await attempt();
    } catch (error) {
      wasWrong = error instanceof AppError && (error.code === 'LINK_INVALID' || error.reason === 'DIFFERS');
      throw error;
    } finally {
      if (!wasWrong) for (const [limit, key] of counters) await this.limits.giveBack(limit, key);
    }
  }
}

/** The request with this code while it waits, locked until the transaction ends. */
async function waiting(tx: Tx, typed: string): Promise<PairingRow> {
  const code = readUserCode(typed);
  const [row]: PairingRow[] =
    code === null
      ? []
      : await tx.query(
          `select * from host_pairing_requests
           where user_code_hash = $1 and state = 'PENDING' and expires_at > now() for update`,
          [codeHash(code)],
        );
  if (!row) throw new AppError('LINK_INVALID', 'This code is unknown, was used already, or has expired.');
  return row;
}

async function decide(
  tx: Tx,
  row: PairingRow,
  state: 'APPROVED' | 'DENIED',
  host: { organizationId: string | null; hostId: string | null } = { organizationId: null, hostId: null },
): Promise<void> {
  await tx.query(
    `update host_pairing_requests set state = $2, decided_at = now(), host_org_id = $3, host_id = $4 where id = $1`,
    [row.id, state, host.organizationId, host.hostId],
  );
}

const stringOf = (row: PairingRow) => authenticationString(row.device_code_hash, row.public_key);

const normal = (text: string) =>
  text
    .slice(0, 200)
    .toLowerCase()
    .replace(/[\s-]+/g, ' ')
    .trim();

function toView(row: PairingRow) {
  return {
    __typename: 'HostPairingRequest' as const,
    id: row.id,
    hostname: row.hostname,
    platform: row.platform,
    agentVersion: row.agent_version,
    fingerprint: fingerprintOf(row.key_hash),
    authenticationString: stringOf(row),
    askedFrom: row.asked_from,
    expiresAt: row.expires_at,
  };
}

function differs(): AppError {
  return new AppError(
    'INVALID_INPUT',
    'That is not what both sides show. If the machine shows something else than this page, somebody stands in between: deny it.',
    { reason: 'DIFFERS', fields: { authenticationString: 'Not the one of this pairing.' } },
  );
}
