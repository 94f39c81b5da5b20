import type { Actor, Ctx } from '../platform/auth/ctx.js';
import type { Tx } from '../platform/database/tx.js';
import type { EventLog, NewEvent } from '../platform/events/event-log.service.js';
import type { ApprovalRow } from './approval-row.js';

/** What this room announces. Every change of an approval is one of these, with its place in the log. */
export type ApprovalEventType =
  | 'approval.asked'
  | 'approval.imported'
  | 'approval.decided'
  | 'approval.delivered'
  | 'approval.overtaken'
  | 'approval.undeliverable'
  | 'approval.executed'
  | 'approval.expired'
  | 'approval.cancelled'
  | 'approval.digest_mismatch'
  | 'approval.decision_refused';

const labelLength = 120;
const evidenceLength = 16 * 1024;

export interface ApprovalChange {
  type: ApprovalEventType;
  row: Pick<ApprovalRow, 'id' | 'agent_id' | 'risk' | 'digest' | 'search_text'>;
  /** Who did it, where that is not the context's actor. */
  actor?: Actor;
  before?: unknown;
  after?: object;
  outcome?: 'SUCCESS' | 'REFUSED';
  code?: string;
}

/** Records one change of an approval. */
export function recordApproval(events: EventLog, tx: Tx, ctx: Ctx, change: ApprovalChange): Promise<string> {
  return events.record(tx, ctx, approvalEvent(change));
}

/** One change of an approval. `after` never holds more than the first 16 KiB of the action; the digest binds all of it. */
export function approvalEvent({ row, after, ...change }: ApprovalChange): NewEvent {
  return {
    ...change,
    subject: { type: 'approval', id: row.id, label: oneLine(row.search_text) },
    agentId: row.agent_id,
    risk: row.risk,
    after: { digest: row.digest, ...after },
  };
}

export function evidence(action: string): string {
  return action.length <= evidenceLength
    ? action
    : `${action.slice(0, evidenceLength)}… (${action.length} characters)`;
}

function oneLine(text: string): string {
  const flat = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return flat.length <= labelLength ? flat : `${flat.slice(0, labelLength - 1)}…`;
}
