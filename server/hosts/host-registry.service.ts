import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { keyHash } from '../platform/auth/http-signature.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { firstName, type HostIdentity } from './host-identity.rules.js';
import { hostEvents } from './hosts.events.js';

export interface Newcomer {
  id: string;
  identity: HostIdentity;
  pairedBy: string | null;
  way: 'CODE' | 'TOKEN';
}

/** Where machines become hosts, whichever way they came. */
@Injectable()
export class HostRegistry {
  constructor(private readonly events: EventLog) {}

  /**
   * Makes a machine a host of the context's organisation. One that let itself in with a token is told as the actor.
   * @throws AppError CONFLICT when its key is a host's already, here or elsewhere, or was one's once.
   */
  async admit(tx: Tx, ctx: Ctx, { id, identity, pairedBy, way }: Newcomer): Promise<void> {
    const { publicKey, hostname, platform, agentVersion } = identity;
    const name = firstName(hostname);
    const made: unknown[] = await tx.query(
      `insert into runtime_hosts (org_id, id, name, hostname, platform, agent_version, public_key, key_hash, paired_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (key_hash) do nothing returning id`,
      [
        ...[ctx.organizationId, id, name, hostname, platform, agentVersion],
        ...[publicKey, keyHash(publicKey), pairedBy],
      ],
    );
    if (made.length === 0) throw takenKey();
    const as: Ctx = way === 'CODE' ? ctx : { ...ctx, actor: { kind: 'HOST', id, label: name } };
    await this.events.record(tx, as, {
      type: hostEvents.paired,
      subject: { type: 'runtime_host', id, label: name },
      after: { way, hostname, platform, agentVersion, keyHash: keyHash(publicKey).toString('hex'), pairedBy },
    });
  }

  /** Refuses a key that is a host's already, before anybody is bothered with a code. */
  async refuseKnown(tx: Tx, publicKey: Buffer): Promise<void> {
    const [known]: { revoked_at: Date | null }[] = await tx.query('select * from sys_runtime_host($1)', [
      keyHash(publicKey),
    ]);
    if (known) throw takenKey(known.revoked_at !== null);
  }
}

function takenKey(revoked = false): AppError {
  return new AppError(
    'CONFLICT',
    revoked
      ? 'The key of this machine was revoked for good. Unpair the machine, which makes a new key, and pair it again.'
      : 'This machine is paired already. Unpair it first.',
    { reason: revoked ? 'HOST_REVOKED' : 'ALREADY_PAIRED' },
  );
}
