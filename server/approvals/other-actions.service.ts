import { Injectable } from '@nestjs/common';
import type { GatewayPeer } from '../connectors/gateway-feed.js';
import { systemCtx } from '../platform/auth/ctx.js';
import type { Tx } from '../platform/database/tx.js';
import { EventLog } from '../platform/events/event-log.service.js';
import type { BoundAction } from './action.rules.js';
import type { ApprovalRow } from './approval-row.js';
import { evidence, recordApproval } from './approval.events.js';
import { DeliveryQueue } from './delivery-queue.service.js';

/** A request under whose id the gateway now shows another action. */
export interface OtherAction {
  known: Pick<
    ApprovalRow,
    'org_id' | 'id' | 'connector_id' | 'agent_id' | 'digest' | 'search_text' | 'risk' | 'expires_at'
  >;
  now: BoundAction;
}

const note = 'The gateway showed another action under the same id, so it was denied.';

/** Refuses actions that are shown under the id of another one: what a person saw is all that is ever decided. */
@Injectable()
export class OtherActions {
  constructor(
    private readonly events: EventLog,
    private readonly queue: DeliveryQueue,
  ) {}

  /** Each request is refused once, however often its gateway shows something else. The caller holds `lockRequests`. */
  async refuse(tx: Tx, peer: GatewayPeer, others: readonly OtherAction[]): Promise<void> {
    if (others.length === 0) return;
    const refused = await this.refusedBefore(tx, peer, others);
    for (const other of others) {
      if (refused.has(other.known.id)) continue;
      refused.add(other.known.id);
      await this.refuseOne(tx, peer, other);
    }
  }

  private async refusedBefore(
    tx: Tx,
    peer: GatewayPeer,
    others: readonly OtherAction[],
  ): Promise<Set<string>> {
    const rows: { id: string }[] = await tx.query(
      `select distinct subject_id as id from domain_events
       where org_id = $1 and type = 'approval.digest_mismatch' and subject_type = 'approval' and subject_id = any ($2::text[])`,
      [peer.organizationId, others.map(({ known }) => known.id)],
    );
    return new Set(rows.map(({ id }) => id));
  }

  private async refuseOne(tx: Tx, peer: GatewayPeer, { known, now: bound }: OtherAction): Promise<void> {
    await recordApproval(this.events, tx, peer.ctx, {
      type: 'approval.digest_mismatch',
      row: known,
      outcome: 'REFUSED',
      code: 'DIGEST_MISMATCH',
      after: { shown: known.digest, now: bound.digest, action: evidence(bound.action) },
    });
    // Whoever decides at this moment is first or finds it denied; never both.
    const [now]: { state: string }[] = await tx.query(
      `select state from approvals where org_id = $1 and id = $2 for update`,
      [known.org_id, known.id],
    );
    if (now?.state !== 'PENDING') return;
    await tx.query(
      `update approvals set state = 'REJECTED', decision = 'DENY', decision_source = 'POLICY', decided_at = now(), decision_reason = $3, delivery = 'QUEUED'
       where org_id = $1 and id = $2`,
      [known.org_id, known.id, note],
    );
    await recordApproval(this.events, tx, systemCtx(known.org_id, peer.ctx.requestId), {
      type: 'approval.decided',
      row: known,
      before: { state: 'PENDING' },
      after: { state: 'REJECTED', decision: 'DENY', source: 'POLICY', reason: note },
    });
    await this.queue.add(tx, known, 'DENY');
  }
}
