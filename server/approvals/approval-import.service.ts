import { Injectable } from '@nestjs/common';
import { AgentsService } from '../agents/agents.service.js';
import type { GatewayPeer } from '../connectors/gateway-feed.js';
import type { EndedApproval } from '../connectors/openclaw/read-approvals.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.service.js';
import { jsonbText, plainText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { actionHash, bindAction, type BoundAction } from './action.rules.js';
import type { ApprovalRow } from './approval-row.js';
import { evidence, recordApproval } from './approval.events.js';
import { rawEvidence } from './raw-evidence.rules.js';
import { describeRequest } from './request-details.rules.js';
import { assessRisk } from './risk.rules.js';

const states = {
  allowed: 'APPROVED',
  denied: 'REJECTED',
  expired: 'EXPIRED',
  cancelled: 'CANCELLED',
} as const;
const decisions: Record<string, string> = {
  'allow-once': 'ALLOW_ONCE',
  'allow-always': 'ALLOW_ALWAYS',
  deny: 'DENY',
};

const insertSql = `insert into approvals (org_id, id, connector_id, agent_id, external_id, kind, tool, canonical_action, digest,
     search_text, action_hash, details, raw, session_key, state, decision, decision_source, decided_at,
     resolved_elsewhere_by, delivery, outcome, outcome_note, risk, risk_reasons, policy_sentence, asked_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, to_timestamp($18::float8 / 1000), $19,
     'NONE', $20, $21, $22, $23, $24, to_timestamp($25::float8 / 1000), to_timestamp($26::float8 / 1000))
   on conflict (org_id, connector_id, external_id) do nothing returning *`;

/** Requests that began and ended without us, as the gateway's history tells them: kept for the record, marked as learnt later. */
@Injectable()
export class ApprovalImport {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly agents: AgentsService,
    private readonly clock: Clock,
  ) {}

  async take(peer: GatewayPeer, ended: EndedApproval): Promise<void> {
    const { approval: asked, resolution } = ended;
    await this.database.within(peer, async (tx) => {
      const agent = asked.agentId
        ? await this.agents.idOf(tx, peer.organizationId, peer.connectorId, asked.agentId)
        : null;
      const bound = bindAction(peer, asked);
      const row = await this.insert(tx, peer, ended, { bound, agentId: agent?.id ?? null });
      if (!row) return;
      await recordApproval(this.events, tx, peer.ctx, {
        type: 'approval.imported',
        row,
        after: {
          action: evidence(bound.action),
          state: row.state,
          decision: row.decision,
          resolvedBy: resolution.resolvedBy,
          reason: resolution.reason,
          askedAt: row.asked_at,
          decidedAt: row.decided_at,
        },
      });
    });
  }

  /** The new row; null when this request is known already. */
  private async insert(
    tx: Tx,
    peer: GatewayPeer,
    ended: EndedApproval,
    { bound, agentId }: { bound: BoundAction; agentId: string | null },
  ): Promise<ApprovalRow | null> {
    const { approval: asked } = ended;
    const risk = assessRisk({
      kind: asked.kind,
      tool: bound.tool,
      action: bound.action,
      cwd: asked.cwd,
      severity: asked.severity,
      warnings: [],
    });
    const [row]: ApprovalRow[] = await tx.query(insertSql, [
      peer.organizationId,
      this.clock.newId(),
      peer.connectorId,
      agentId,
      asked.externalId,
      asked.kind,
      plainText(bound.tool),
      bound.canonical,
      bound.digest,
      plainText(bound.action.toLowerCase()),
      actionHash(bound, asked.cwd),
      jsonbText(describeRequest(asked, bound.showable)),
      rawEvidence(asked.raw),
      asked.sessionKey === null ? null : plainText(asked.sessionKey),
      ...endingColumns(ended, this.clock.now().getTime()),
      risk.level,
      jsonbText(risk.reasons),
      'No policy was asked: it was decided at the gateway.',
      ...timeColumns(ended, this.clock.now().getTime()),
    ]);
    return row ?? null;
  }
}

/** State to outcome note: how it ended at the gateway. */
function endingColumns({ approval: asked, resolution }: EndedApproval, nowMs: number): unknown[] {
  return [
    states[resolution.status],
    resolution.decision ? decisions[resolution.decision] : null,
    resolution.status === 'expired' ? 'TIMEOUT' : 'ELSEWHERE',
    resolution.resolvedAtMs ?? asked.expiresAtMs ?? nowMs,
    resolution.resolvedBy === null ? null : plainText(resolution.resolvedBy),
    resolution.status === 'allowed' ? 'UNKNOWN' : 'REFUSED',
    'Learnt from the gateway’s history; it was decided while this control plane was not connected.',
  ];
}

/** When it was asked and when it would have expired, in milliseconds. */
function timeColumns({ approval: asked }: EndedApproval, nowMs: number): number[] {
  return [asked.createdAtMs ?? nowMs, asked.expiresAtMs ?? nowMs];
}
