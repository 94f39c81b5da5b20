import type { AuditEnvelope } from '../crypto/audit-envelope.js';

/** A row of `domain_events` as the driver returns it, optionally joined with its payload. */
export interface EventRow {
  org_id: string;
  id: string;
  seq: string | null;
  type: string;
  at: Date;
  actor_kind: string;
  actor_id: string | null;
  actor_label: string;
  subject_type: string | null;
  subject_id: string | null;
  subject_label: string | null;
  outcome: 'SUCCESS' | 'REFUSED';
  code: string | null;
  request_id: string;
  credential_id: string | null;
  agent_id: string | null;
  risk: string | null;
  payload_digest: string;
  leaf: Buffer | null;
  chain: Buffer | null;
  payload?: { before: unknown; after: unknown } | null;
}

/** The hashed form of a row at its place in the log. Every column but the hashes themselves is covered. */
export function toEnvelope(row: EventRow, seq: number): AuditEnvelope {
  return {
    v: 1,
    org: row.org_id,
    seq,
    id: row.id,
    type: row.type,
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id, label: row.actor_label },
    subject: row.subject_type
      ? { type: row.subject_type, id: row.subject_id, label: row.subject_label }
      : null,
    outcome: row.outcome,
    code: row.code,
    requestId: row.request_id,
    credentialId: row.credential_id,
    agentId: row.agent_id,
    risk: row.risk,
    payload: row.payload_digest,
  };
}
