import type { AuditEvent } from '../../schema/generated/types.js';
import type { EventRow } from '../platform/events/event-row.js';
import { sentenceOf } from './event-sentences.js';

/** What the API tells of a row; the sentence is made only when somebody asks for it. */
export type ToldEvent = Omit<AuditEvent, 'at' | 'summary'> & { at: Date; summary: () => string };

/** A row of the log with everything recorded. */
export function toAuditEvent(row: EventRow): ToldEvent {
  return {
    ...toActivity(row),
    credentialId: row.credential_id,
    before: row.payload?.before ?? null,
    after: row.payload?.after ?? null,
    leafHash: row.leaf?.toString('hex') ?? null,
    chainHash: row.chain?.toString('hex') ?? null,
  };
}

/** A row as the activity page shows it: who did what to what, without details, credentials or hashes. */
export function toActivity(row: EventRow): ToldEvent {
  return {
    __typename: 'AuditEvent',
    id: row.id,
    seq: row.seq === null ? null : Number(row.seq),
    type: row.type,
    summary: () => sentenceOf(row),
    at: row.at,
    actor: { kind: row.actor_kind as AuditEvent['actor']['kind'], id: row.actor_id, label: row.actor_label },
    subject: row.subject_type
      ? { type: row.subject_type, id: row.subject_id, label: row.subject_label }
      : null,
    outcome: row.outcome,
    code: row.code,
    requestId: row.request_id,
    agentId: row.agent_id,
    risk: row.risk as AuditEvent['risk'],
  };
}
