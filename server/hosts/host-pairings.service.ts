import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { HostPairingState } from '../../schema/generated/types.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { keyHash } from '../platform/auth/http-signature.js';
import { networkKey, RateLimits } from '../platform/auth/rate-limits.service.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { authenticationString, fingerprintOf } from './authentication-string.rules.js';
import type { HostIdentity } from './host-identity.rules.js';
import { HostRegistry } from './host-registry.service.js';
import { codeHash, newUserCode } from './pairing-code.rules.js';

const lifeMinutes = 10;
const intervalSeconds = 5;
const mostPerKey = 3;
const startsPerNetwork = { name: 'host-pairing-network', points: 30, windowSeconds: 600 };
const strangersPerNetwork = { name: 'host-poll-network', points: 20, windowSeconds: 600 };

export interface StartedPairing {
  deviceCode: string;
  userCode: string;
  verificationUrl: string;
  authenticationString: string;
  fingerprint: string;
  expiresAt: string;
  intervalSeconds: number;
}

/** The machine's side of a pairing: it asks, shows a code, and waits. Nothing of it belongs to an organisation yet. */
@Injectable()
export class HostPairingsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
    private readonly registry: HostRegistry,
  ) {}

  /** @throws AppError RATE_LIMITED, or CONFLICT when the key is a host's already. */
  async start(ctx: Ctx, identity: HostIdentity): Promise<StartedPairing> {
    await this.limits.take(startsPerNetwork, networkKey(ctx.ip));
    return this.database.write({ ...ctx, organizationId: null }, async (tx) => {
      await this.registry.refuseKnown(tx, identity.publicKey);
      await makeRoom(tx, keyHash(identity.publicKey));
      return this.insert(tx, ctx, identity);
    });
  }

  /** How it stands. @throws AppError LINK_INVALID for a code that is none. */
  async poll(
    ctx: Ctx,
    deviceCode: string,
  ): Promise<{ state: HostPairingState; hostId: string | null; organizationName: string | null }> {
    const row = await this.touch(deviceCode);
    if (!row) {
      await this.limits.take(strangersPerNetwork, networkKey(ctx.ip));
      throw new AppError('LINK_INVALID', 'This pairing is unknown, or it is long over.');
    }
    const state = stateOf(row);
    const isIn = state === 'APPROVED' && row.host_org_id !== null;
    return {
      state,
      hostId: isIn ? row.host_id : null,
      organizationName: isIn ? await this.nameOf(row.host_org_id!) : null,
    };
  }

  async nameOf(organizationId: string): Promise<string> {
    const [row]: { name: string }[] = await this.database.within({ organizationId }, (tx) =>
      tx.read('select name from organizations where id = $1', [organizationId]),
    );
    return row!.name;
  }

  private async insert(tx: Tx, ctx: Ctx, identity: HostIdentity): Promise<StartedPairing> {
    const { publicKey, hostname, platform, agentVersion } = identity;
    const deviceCode = randomBytes(32).toString('base64url');
    const userCode = newUserCode();
    const [nonce, key] = [codeHash(deviceCode), keyHash(publicKey)];
    const [row]: { expires_at: Date }[] = await tx.query(
      `insert into host_pairing_requests (id, device_code_hash, user_code_hash, public_key, key_hash, hostname, platform,
         agent_version, asked_from, expires_at, interval_seconds)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + make_interval(mins => $10), $11) returning expires_at`,
      [
        ...[this.clock.newId(), nonce, codeHash(userCode.replace('-', '')), publicKey, key],
        ...[hostname, platform, agentVersion, ctx.ip, lifeMinutes, intervalSeconds],
      ],
    );
    return {
      ...{ deviceCode, userCode, intervalSeconds },
      verificationUrl: `${this.config.publicUrl}/pair?code=${userCode}`,
      authenticationString: authenticationString(nonce, publicKey),
      fingerprint: fingerprintOf(key),
      expiresAt: row!.expires_at.toISOString(),
    };
  }

  /** Notes that the machine asked. Asking too fast makes the wait five seconds longer, for good. */
  private async touch(deviceCode: string): Promise<PolledRow | null> {
    const [row] = await this.database.query<PolledRow>(
      `with old as (select id, coalesce(polled_at > clock_timestamp() - make_interval(secs => interval_seconds - 0.5), false) as fast
         from host_pairing_requests where device_code_hash = $1 for update),
       polled as (update host_pairing_requests r set polled_at = clock_timestamp(),
           interval_seconds = least(60, r.interval_seconds + case when old.fast then 5 else 0 end)
         from old where r.id = old.id
         returning r.state, r.host_org_id, r.host_id, r.expires_at <= clock_timestamp() as expired, old.fast)
       select * from polled`,
      [codeHash(deviceCode)],
    );
    return row ?? null;
  }
}

interface PolledRow {
  state: 'PENDING' | 'APPROVED' | 'DENIED';
  host_org_id: string | null;
  host_id: string | null;
  expired: boolean;
  fast: boolean;
}

function stateOf({ state, expired, fast }: PolledRow): HostPairingState {
  if (state !== 'PENDING') return state;
  if (expired) return 'EXPIRED';
  return fast ? 'SLOW_DOWN' : 'PENDING';
}

/** Clears away what is long over, and refuses a fourth code for one key. */
async function makeRoom(tx: Tx, key: Buffer): Promise<void> {
  await tx.query(`delete from host_pairing_requests where expires_at < now() - interval '1 day'`);
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('host_pairing' || encode($1, 'hex'), 0))`, [
    key,
  ]);
  const [row]: { live: number; left_seconds: number }[] = await tx.query(
    `select count(*)::int as live, ceil(extract(epoch from min(expires_at) - now()))::int as left_seconds
     from host_pairing_requests where key_hash = $1 and state = 'PENDING' and expires_at > now()`,
    [key],
  );
  if (row!.live < mostPerKey) return;
  throw new AppError('RATE_LIMITED', `${mostPerKey} codes of this machine wait already. Use one of them.`, {
    retryAfterSeconds: row!.left_seconds,
  });
}
