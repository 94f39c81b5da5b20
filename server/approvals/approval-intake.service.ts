import { Injectable } from '@nestjs/common';
import { AgentsService } from '../agents/agents.service.js';
import { KillSwitches } from '../agents/kill-switches.service.js';
import { ConnectorCommands } from '../connectors/connector-commands.service.js';
import type { GatewayPeer } from '../connectors/gateway-feed.js';
import type { GatewayApproval } from '../connectors/openclaw/approval-types.js';
import { systemCtx } from '../platform/auth/ctx.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.service.js';
import { jsonbText, plainText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { Metrics } from '../platform/telemetry/metrics.js';
import { actionHash, bindAction, type BoundAction } from './action.rules.js';
import { ApprovalPolicies } from './approval-policies.service.js';
import { evidence, recordApproval } from './approval.events.js';
import { rawEvidence } from './raw-evidence.rules.js';
import { describeRequest } from './request-details.rules.js';
import type { ApprovalRow, Decision } from './approval-row.js';
import { rulingOf, type Judged } from './judgement.rules.js';
import { evaluate } from './policy.rules.js';
import { lifeMs, warningsOf } from './request-life.rules.js';
import { assessRisk } from './risk.rules.js';

export const resolveCommand = 'approval.resolve';

/** Takes up what a gateway asks: binds it, weighs it, lets the policies speak, and holds it for a person where they say so. */
@Injectable()
export class ApprovalIntake {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly agents: AgentsService,
    private readonly killSwitches: KillSwitches,
    private readonly policies: ApprovalPolicies,
    private readonly commands: ConnectorCommands,
    private readonly metrics: Metrics,
  ) {}

  /** Mirrors requests; the same one again changes nothing, another action under a known id is refused. */
  async take(peer: GatewayPeer, requests: readonly GatewayApproval[]): Promise<void> {
    await this.database.within(peer, async (tx) => {
      for (const asked of requests) await this.takeOne(tx, peer, asked);
    });
  }

  private async takeOne(tx: Tx, peer: GatewayPeer, asked: GatewayApproval): Promise<void> {
    const bound = bindAction(peer, asked);
    const known = await this.known(tx, peer, asked.externalId);
    if (known) return known.digest === bound.digest ? undefined : this.refuseOther(tx, peer, known, bound);
    const judged = await this.judge(tx, peer, asked, bound);
    const row = await this.insert(tx, peer, asked, judged);
    this.metrics.approvals.inc({ event: 'asked' });
    await recordApproval(this.events, tx, peer.ctx, {
      type: 'approval.asked',
      row,
      after: {
        action: evidence(bound.action),
        tool: bound.tool,
        cwd: asked.cwd,
        host: asked.host,
        externalId: asked.externalId,
        sessionKey: asked.sessionKey,
        runId: asked.runId,
        risk: judged.risk,
        policy: judged.verdict.sentence,
        expiresAt: row.expires_at,
      },
    });
    await this.decideByPolicy(tx, peer, row, judged);
  }

  private async judge(
    tx: Tx,
    peer: GatewayPeer,
    asked: GatewayApproval,
    bound: BoundAction,
  ): Promise<Judged> {
    const agent = asked.agentId
      ? await this.agents.idOf(tx, peer.organizationId, peer.connectorId, asked.agentId)
      : null;
    const agentId = agent?.id ?? null;
    const risk = assessRisk({
      kind: asked.kind,
      tool: bound.tool,
      action: bound.action,
      cwd: asked.cwd,
      severity: asked.severity,
      warnings: warningsOf(asked),
    });
    const rules = await this.policies.rules(tx, peer.organizationId);
    const verdict = evaluate(rules, {
      connectorId: peer.connectorId,
      agentId,
      tool: bound.tool,
      action: bound.action,
      cwd: asked.cwd,
      risk: risk.level,
    });
    const killed = await this.killSwitches.holds(tx, peer.organizationId, peer.connectorId, agentId);
    return { bound, risk, verdict, killed, agentId };
  }

  private async insert(
    tx: Tx,
    peer: GatewayPeer,
    asked: GatewayApproval,
    judged: Judged,
  ): Promise<ApprovalRow> {
    const { bound, risk, verdict } = judged;
    const [row]: ApprovalRow[] = await tx.query(
      `insert into approvals (org_id, id, connector_id, agent_id, external_id, kind, tool, canonical_action, digest,
         search_text, action_hash, details, raw, session_key, run_id, tool_call_id, state, risk, risk_reasons,
         policy_id, policy_sentence, required_role, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'PENDING', $17, $18, $19, $20, $21,
         now() + make_interval(secs => $22::float8 / 1000)) returning *`,
      [
        peer.organizationId,
        this.clock.newId(),
        peer.connectorId,
        judged.agentId,
        asked.externalId,
        asked.kind,
        plainText(bound.tool),
        bound.canonical,
        bound.digest,
        plainText(bound.action.toLowerCase()),
        actionHash(bound, asked.cwd),
        jsonbText(describeRequest(asked, bound.showable)),
        rawEvidence(asked.raw),
        nullable(asked.sessionKey),
        nullable(asked.runId),
        nullable(asked.toolCallId),
        risk.level,
        jsonbText(risk.reasons),
        verdict.rule?.id ?? null,
        plainText(
          judged.killed
            ? 'A kill switch holds this agent, so everything it asks is denied.'
            : verdict.sentence,
        ),
        verdict.rule?.requiredRole ?? null,
        lifeMs(asked, verdict, this.clock.now().getTime()),
      ],
    );
    return row!;
  }

  /** A policy or a kill switch decides in the same transaction; what it may not allow is left to a person. */
  private async decideByPolicy(tx: Tx, peer: GatewayPeer, row: ApprovalRow, judged: Judged): Promise<void> {
    const ruling = rulingOf(judged, row);
    if (ruling === null) return;
    const { state, decision, words } = ruling;
    await tx.query(
      `update approvals set state = $3, decision = $4, decision_source = 'POLICY', decided_at = now(), decision_reason = $5, delivery = 'QUEUED'
       where org_id = $1 and id = $2`,
      [row.org_id, row.id, state, decision, plainText(words)],
    );
    await recordApproval(this.events, tx, systemCtx(row.org_id, peer.ctx.requestId, ruling.actor), {
      type: 'approval.decided',
      row,
      before: { state: 'PENDING' },
      after: { state, decision, source: 'POLICY', reason: words },
    });
    await this.queueDelivery(tx, row, decision);
  }

  /** Queues a decision for the gateway; it is given up when the request's own time is over. */
  async queueDelivery(tx: Tx, row: ApprovalRow, decision: Decision): Promise<void> {
    const grace = 60_000;
    await this.commands.queue(
      tx,
      {
        organizationId: row.org_id,
        connectorId: row.connector_id,
        kind: resolveCommand,
        subjectId: row.id,
        payload: { decision },
      },
      new Date(Math.max(row.expires_at.getTime(), this.clock.now().getTime()) + grace),
    );
  }

  private async refuseOther(
    tx: Tx,
    peer: GatewayPeer,
    known: ApprovalRow,
    bound: BoundAction,
  ): Promise<void> {
    const [seen]: unknown[] = await tx.query(
      `select 1 from domain_events where org_id = $1 and type = 'approval.digest_mismatch' and subject_type = 'approval' and subject_id = $2 limit 1`,
      [known.org_id, known.id],
    );
    if (seen) return;
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
    const note = 'The gateway showed another action under the same id, so it was denied.';
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
    await this.queueDelivery(tx, known, 'DENY');
  }

  private async known(tx: Tx, peer: GatewayPeer, externalId: string): Promise<ApprovalRow | null> {
    // Two sessions of one gateway never run at once, but a hand-over may overlap by a moment: serialise per request.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 1))`, [
      `${peer.connectorId}/${externalId}`,
    ]);
    const [row]: ApprovalRow[] = await tx.query(
      `select * from approvals where org_id = $1 and connector_id = $2 and external_id = $3`,
      [peer.organizationId, peer.connectorId, externalId],
    );
    return row ?? null;
  }
}

function nullable(text: string | null): string | null {
  return text === null ? null : plainText(text);
}
