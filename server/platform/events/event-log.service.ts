import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import type { Actor, Ctx } from '../auth/ctx.js';
import { canonicalize } from '../crypto/canonical-json.js';
import { newPayloadSalt, payloadDigest } from '../crypto/audit-envelope.js';
import { columnNames, columnValues, rowsOf, type ColumnList } from '../database/column-list.js';
import { asAppError } from '../database/postgres-errors.js';
import { jsonbText } from '../database/jsonb.js';
import { afterCommit, type Tx } from '../database/tx.js';
import { AppError } from '../errors/app-error.js';
import { Doorbell } from '../live/doorbell.js';
import { redactDeep } from '../telemetry/redact.js';

export interface NewEvent {
  /** `room.happened`, for example `approval.decided`. */
  type: string;
  /** Who did it, where that is not the context's actor: a policy that decides what a gateway asks. */
  actor?: Actor;
  subject?: { type: string; id?: string | null; label?: string | null };
  outcome?: 'SUCCESS' | 'REFUSED';
  code?: string;
  agentId?: string | null;
  risk?: string | null;
  before?: unknown;
  after?: unknown;
}

/** An event as it is stored. */
interface Entry {
  id: string;
  event: NewEvent;
  actor: Actor;
  salt: Buffer;
  digest: string;
  /** The payload, as canonical JSON. */
  canonical: string;
}

/** What is the event's own; what is the context's is the same for all of one statement. */
const ownColumns: ColumnList<Entry> = {
  id: ['uuid', ({ id }) => id],
  type: ['text', ({ event }) => event.type],
  actor_kind: ['text', ({ actor }) => actor.kind],
  actor_id: ['text', ({ actor }) => actor.id],
  actor_label: ['text', ({ actor }) => actor.label],
  subject_type: ['text', ({ event }) => event.subject?.type ?? null],
  subject_id: ['text', ({ event }) => event.subject?.id ?? null],
  subject_label: ['text', ({ event }) => event.subject?.label ?? null],
  outcome: ['text', ({ event }) => event.outcome ?? 'SUCCESS'],
  code: ['text', ({ event }) => event.code ?? null],
  agent_id: ['uuid', ({ event }) => event.agentId ?? null],
  risk: ['text', ({ event }) => event.risk ?? null],
  payload_digest: ['text', ({ digest }) => digest],
};
const columns: ColumnList<Entry> = {
  ...ownColumns,
  salt: ['bytea', ({ salt }) => salt],
  canonical: ['text', ({ canonical }) => canonical],
};
const scalars = Object.keys(columns).length;
const [org, request, credential] = [1, 2, 3].map((n) => `$${scalars + n}`);

const insertSql = `with r as materialized (select * from ${rowsOf(columns)}),
  event as (
    insert into domain_events (org_id, request_id, credential_id, ${columnNames(ownColumns)})
    select ${org}::uuid, ${request}::text, ${credential}::text, ${columnNames(ownColumns)} from r)
  insert into event_payloads (org_id, event_id, salt, payload, canonical)
  select ${org}::uuid, id, salt, canonical::jsonb, canonical from r`;

/** Records what happened, in the transaction in which it happens: the audit trail, the outbox and the live feed are this one row. */
@Injectable()
export class EventLog {
  constructor(
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
  ) {}

  /**
   * Appends an event to the organisation's log. Sequence, chain and Merkle leaf are added by the sealer after commit.
   * When it cannot be written the caller's transaction fails as a whole, as AUDIT_UNAVAILABLE.
   * @returns the event's id.
   */
  async record(tx: Tx, ctx: Ctx, event: NewEvent): Promise<string> {
    const [id] = await this.recordAll(tx, ctx, [event]);
    return id!;
  }

  /**
   * Like `record`, for any number of events in one statement. Their ids increase in the order given, and the sealer
   * goes by them, so that is their order in the log.
   */
  async recordAll(tx: Tx, ctx: Ctx, events: readonly NewEvent[]): Promise<string[]> {
    if (events.length === 0) return [];
    const organizationId = ctx.organizationId!;
    const entries = events.map((event) => entryOf(this.clock.newId(), ctx.actor, event));
    const params = [...columnValues(columns, entries), organizationId, ctx.requestId, ctx.credentialId];
    tx.write(insertSql, params, unwritable);
    afterCommit(tx, () => this.doorbell.ring('recorded', organizationId));
    return entries.map(({ id }) => id);
  }
}

function entryOf(id: string, by: Actor, event: NewEvent): Entry {
  const payload = toPayload(event);
  const salt = newPayloadSalt();
  return {
    ...{ id, event, salt },
    actor: event.actor ?? by,
    digest: payloadDigest(salt, payload),
    canonical: canonicalize(payload),
  };
}

/** Whatever keeps the log from being written (a full disk, a right that is gone) is told as that. */
function unwritable(error: unknown): unknown {
  const known = asAppError(error);
  return known instanceof AppError ? known : new AppError('AUDIT_UNAVAILABLE', undefined, { cause: error });
}

/** Neither jsonb nor canonical JSON takes every string; secrets never enter the log. */
function toPayload(event: NewEvent): { before: unknown; after: unknown } {
  const plain: unknown = JSON.parse(jsonbText({ before: event.before ?? null, after: event.after ?? null }));
  return redactDeep(plain) as { before: unknown; after: unknown };
}
