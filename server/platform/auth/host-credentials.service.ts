import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.service.js';
import { AppError } from '../errors/app-error.js';
import { EventLog } from '../events/event-log.service.js';
import type { HostClaims } from './access-tokens.service.js';
import { systemCtx } from './ctx.js';
import {
  hostTag,
  isSignedBy,
  readSignature,
  type PresentedSignature,
  type SignatureClaims,
} from './http-signature.js';

/** A paired machine that proved itself. */
export interface KnownHost {
  id: string;
  organizationId: string;
  name: string;
}

interface HostKeyRow {
  org_id: string;
  id: string;
  name: string;
  public_key: Buffer;
  revoked_at: Date | null;
  now_seconds: number;
}

const windowSeconds = 60;

/**
 * Lets paired machines in. A signature counts once: within a minute of its making by the database's clock, with a nonce
 * not seen in five minutes, and with a greater sequence than any before. The sequence alone keeps replays out, so losing
 * the nonces opens nothing; they tell a repeated request from a copied key.
 */
@Injectable()
export class HostCredentials {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
  ) {}

  /** @throws AppError UNAUTHENTICATED whose `reason` tells the machine what to do. */
  async admit(presented: PresentedSignature, requestId: string): Promise<KnownHost> {
    const claims = readSignature(presented);
    if (!claims || claims.tag !== hostTag) throw refused('SIGNATURE_INVALID');
    const [row] = await this.database.query<HostKeyRow>(
      `select h.*, extract(epoch from clock_timestamp())::float8 as now_seconds from sys_runtime_host($1) h`,
      [Buffer.from(claims.keyId, 'hex')],
    );
    if (!row) throw refused('HOST_UNKNOWN');
    if (!isSignedBy(row.public_key, presented)) throw refused('SIGNATURE_INVALID');
    if (row.revoked_at !== null) throw refused('HOST_REVOKED');
    if (Math.abs(row.now_seconds - claims.created) > windowSeconds) throw refused('CLOCK_OFF');
    const host = { id: row.id, organizationId: row.org_id, name: row.name };
    await this.useOnce(host, claims, requestId);
    return host;
  }

  /** The host of an access token, as long as it is paired. @throws AppError UNAUTHENTICATED */
  async stillPaired({ hostId, organizationId }: HostClaims): Promise<KnownHost> {
    const [row]: { name: string }[] = await this.database.within({ organizationId }, (tx) =>
      tx.read(`select name from runtime_hosts where org_id = $1 and id = $2 and revoked_at is null`, [
        organizationId,
        hostId,
      ]),
    );
    if (!row) throw refused('HOST_REVOKED');
    return { id: hostId, organizationId, name: row.name };
  }

  private async useOnce(host: KnownHost, claims: SignatureClaims, requestId: string): Promise<void> {
    // One statement: of two requests with one sequence exactly one gets the row.
    const [used]: { fresh: boolean; next: boolean }[] = await this.database.within(host, (tx) =>
      tx.query(
        `with old as (delete from host_nonces
           where org_id = $1 and host_id = $2 and seen_at < now() - interval '5 minutes'),
         fresh as (insert into host_nonces (org_id, host_id, nonce) values ($1, $2, $3)
           on conflict do nothing returning 1),
         next as (insert into host_sequences as s (org_id, host_id, last_sequence)
           select $1, $2, $4::bigint from fresh
           on conflict (org_id, host_id) do update set last_sequence = excluded.last_sequence
             where s.last_sequence < excluded.last_sequence returning 1)
         select exists (select 1 from fresh) as fresh, exists (select 1 from next) as next`,
        [host.organizationId, host.id, claims.nonce, claims.sequence],
      ),
    );
    if (!used!.fresh) throw refused('REQUEST_REPLAYED');
    if (used!.next) return;
    await this.recordClone(host, requestId);
    throw refused('SEQUENCE_BEHIND');
  }

  /** At most once a minute: a copy that goes on trying does not fill the log. */
  private async recordClone(host: KnownHost, requestId: string): Promise<void> {
    const actor = { kind: 'HOST' as const, id: host.id, label: host.name };
    const ctx = { ...systemCtx(host.organizationId, requestId, actor), credentialId: host.id };
    await this.database.within(ctx, async (tx) => {
      const due: unknown[] = await tx.query(
        `with due as (update runtime_hosts set clone_detected_at = now() where org_id = $1 and id = $2
           and (clone_detected_at is null or clone_detected_at < now() - interval '1 minute') returning id)
         select id from due`,
        [host.organizationId, host.id],
      );
      if (due.length === 0) return;
      const subject = { type: 'runtime_host', id: host.id, label: host.name };
      await this.events.record(tx, ctx, { type: 'host.clone_detected', subject, code: 'UNAUTHENTICATED' });
    });
  }
}

const words = {
  SIGNATURE_INVALID: 'The signature of this request does not hold.',
  HOST_UNKNOWN: 'This machine is not paired here.',
  HOST_REVOKED: 'This machine was removed from its organisation. Unpair it and pair it again.',
  CLOCK_OFF: 'This request was signed too long ago, or the clock of the machine is off.',
  REQUEST_REPLAYED: 'This request was sent before.',
  SEQUENCE_BEHIND:
    'This request is out of turn: another copy of this machine’s key is in use. Unpair the machine and pair it again.',
} as const;

function refused(reason: keyof typeof words): AppError {
  return new AppError('UNAUTHENTICATED', words[reason], { reason });
}
