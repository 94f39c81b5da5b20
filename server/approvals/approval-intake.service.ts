import { Injectable } from '@nestjs/common';
import type { GatewayPeer } from '../connectors/gateway-feed.js';
import type { GatewayApproval } from '../connectors/openclaw/approval-types.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { Metrics } from '../platform/telemetry/metrics.js';
import { bindAction } from './action.rules.js';
import { insertApprovals, type HeldApproval, type NewApproval } from './approval-insert.js';
import { ApprovalRulings, rulingChange } from './approval-rulings.service.js';
import { approvalEvent, evidence, type ApprovalChange } from './approval.events.js';
import { takeInBatches } from './batches.js';
import { knownRequests, lockRequests } from './gateway-requests.js';
import { rulingOf } from './judgement.rules.js';
import { OtherActions, type OtherAction } from './other-actions.service.js';
import { lifeMs } from './request-life.rules.js';
import { RequestJudge, type BoundRequest } from './request-judge.service.js';

/** Takes up what a gateway asks: binds it, weighs it, lets the policies speak, and holds it for a person where they say so. */
@Injectable()
export class ApprovalIntake {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly judge: RequestJudge,
    private readonly rulings: ApprovalRulings,
    private readonly others: OtherActions,
    private readonly metrics: Metrics,
  ) {}

  /**
   * Mirrors requests; the same one again changes nothing, another action under a known id is refused.
   * @throws the first failure, after every request that can be taken was; an outage at once.
   */
  async take(peer: GatewayPeer, requests: readonly GatewayApproval[]): Promise<void> {
    await takeInBatches(requests, async (batch) => {
      const asked = batch.map((one): BoundRequest => ({ asked: one, bound: bindAction(peer, one) }));
      const taken = await this.database.within(peer, (tx) => this.takeBatch(tx, peer, asked));
      this.metrics.approvals.inc({ event: 'asked' }, taken);
    });
  }

  /** The same number of statements however many requests, refusals apart. @returns how many of them are new. */
  private async takeBatch(tx: Tx, peer: GatewayPeer, requests: readonly BoundRequest[]): Promise<number> {
    await lockRequests(tx, peer);
    const known = await knownRequests(
      tx,
      peer,
      requests.map(({ asked }) => asked.externalId),
    );
    const fresh = new Map<string, BoundRequest>();
    for (const request of requests) {
      const { externalId } = request.asked;
      if (!known.has(externalId) && !fresh.has(externalId)) fresh.set(externalId, request);
    }
    const held = await this.hold(tx, peer, [...fresh.values()]);
    const stored = new Map<string, OtherAction['known']>(known);
    for (const row of held) stored.set(row.external_id, row);
    await this.others.refuse(tx, peer, othersAmong(requests, stored));
    return fresh.size;
  }

  /** Stores new requests, and decides at once those a policy or a kill switch decides. */
  private async hold(tx: Tx, peer: GatewayPeer, requests: readonly BoundRequest[]): Promise<HeldApproval[]> {
    if (requests.length === 0) return [];
    const judged = await this.judge.judge(tx, peer, requests);
    const nowMs = this.clock.now().getTime();
    const fresh = requests.map(({ asked }, i): NewApproval => {
      const { verdict } = judged[i]!;
      return { id: this.clock.newId(), asked, judged: judged[i]!, lifeMs: lifeMs(asked, verdict, nowMs) };
    });
    const rows = await insertApprovals(tx, peer, fresh);
    const ruled = rows.map((row, i) => {
      const ruling = rulingOf(judged[i]!, row);
      return ruling && { row, ruling };
    });
    // A request and what a policy says to it stand next to each other in the log.
    const changes = rows.flatMap((row, i) => {
      const asked = askedChange(fresh[i]!, row);
      return ruled[i] ? [asked, rulingChange(ruled[i])] : [asked];
    });
    await this.events.recordAll(tx, peer.ctx, changes.map(approvalEvent));
    await this.rulings.decide(
      tx,
      peer.organizationId,
      ruled.filter((one) => one !== null),
    );
    return rows;
  }
}

/** Requests that are not what is stored under their id. */
function othersAmong(
  requests: readonly BoundRequest[],
  stored: ReadonlyMap<string, OtherAction['known']>,
): OtherAction[] {
  return requests.flatMap(({ asked, bound }) => {
    const known = stored.get(asked.externalId)!;
    return known.digest === bound.digest ? [] : [{ known, now: bound }];
  });
}

function askedChange({ asked, judged }: NewApproval, row: HeldApproval): ApprovalChange {
  return {
    type: 'approval.asked',
    row,
    after: {
      action: evidence(judged.bound.action),
      tool: judged.bound.tool,
      cwd: asked.cwd,
      host: asked.host,
      externalId: asked.externalId,
      sessionKey: asked.sessionKey,
      runId: asked.runId,
      risk: judged.risk,
      policy: judged.verdict.sentence,
      expiresAt: row.expires_at,
    },
  };
}
