import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import type { Ctx } from '../auth/ctx.js';
import { canonicalize } from '../crypto/canonical-json.js';
import { newPayloadSalt, payloadDigest } from '../crypto/audit-envelope.js';
import { asAppError } from '../database/postgres-errors.js';
import { jsonbText } from '../database/jsonb.js';
import { afterCommit, type Tx } from '../database/tx.js';
import { AppError } from '../errors/app-error.js';
import { Doorbell } from '../live/doorbell.js';
import { redactDeep } from '../telemetry/redact.js';

export interface NewEvent {
  /** `room.happened`, for example `approval.decided`. */
  type: string;
  subject?: { type: string; id?: string | null; label?: string | null };
  outcome?: 'SUCCESS' | 'REFUSED';
  code?: string;
  agentId?: string | null;
  risk?: string | null;
  before?: unknown;
  after?: unknown;
}

/** Records what happened, in the transaction in which it happens: the audit trail, the outbox and the live feed are this one row. */
@Injectable()
export class EventLog {
  constructor(
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
  ) {}

  /**
   * Appends an event to the organisation's log. Sequence, chain and Merkle leaf are added by the sealer after commit.
   * @returns the event's id.
   * @throws AppError AUDIT_UNAVAILABLE when it cannot be written; the caller's transaction then fails too.
   */
  async record(tx: Tx, ctx: Ctx, event: NewEvent): Promise<string> {
    const organizationId = ctx.organizationId!;
    const id = this.clock.newId();
    const salt = newPayloadSalt();
    const payload = toPayload(event);
    const canonical = canonicalize(payload);
    await written(
      tx.query(
        `with event as (
         insert into domain_events (org_id, id, type, actor_kind, actor_id, actor_label, subject_type, subject_id,
           subject_label, outcome, code, request_id, credential_id, agent_id, risk, payload_digest)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16))
       insert into event_payloads (org_id, event_id, salt, payload, canonical) values ($1, $2, $17, $18, $19)`,
        [
          organizationId,
          id,
          event.type,
          ctx.actor.kind,
          ctx.actor.id,
          ctx.actor.label,
          ...subjectColumns(event.subject),
          event.outcome ?? 'SUCCESS',
          event.code ?? null,
          ctx.requestId,
          ctx.credentialId,
          event.agentId ?? null,
          event.risk ?? null,
          payloadDigest(salt, payload),
          salt,
          canonical,
          canonical,
        ],
      ),
    );
    afterCommit(tx, () => this.doorbell.ring('recorded', organizationId));
    return id;
  }
}

/** Whatever keeps the log from being written (a full disk, a right that is gone) is told as that. */
async function written(insert: Promise<unknown>): Promise<void> {
  try {
    await insert;
  } catch (error) {
    const known = asAppError(error);
    throw known instanceof AppError ? known : new AppError('AUDIT_UNAVAILABLE', undefined, { cause: error });
  }
}

function subjectColumns(subject: NewEvent['subject']): (string | null)[] {
  return subject ? [subject.type, subject.id ?? null, subject.label ?? null] : [null, null, null];
}

/** Neither jsonb nor canonical JSON takes every string; secrets never enter the log. */
function toPayload(event: NewEvent): { before: unknown; after: unknown } {
  const plain: unknown = JSON.parse(jsonbText({ before: event.before ?? null, after: event.after ?? null }));
  return redactDeep(plain) as { before: unknown; after: unknown };
}
