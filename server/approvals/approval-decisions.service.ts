import { Injectable } from '@nestjs/common';
import { KillSwitches } from '../agents/kill-switches.service.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import { plainText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { Metrics } from '../platform/telemetry/metrics.js';
import { DeliveryQueue } from './delivery-queue.service.js';
import type { ApprovalRow, Decision } from './approval-row.js';
import { recordApproval } from './approval.events.js';
import { whyNotDecide } from './decision.rules.js';
import { isUuid, uuidOrNull } from '../platform/database/uuid.js';

export interface DecideInput {
  id: string;
  digest: string;
  decision: Decision;
  reason?: string | null;
}

/** How one decision ended; ids only, so that a retry gets the same answer. */
export type DecideResult =
  | { kind: 'decided'; id: string }
  | { kind: 'already'; id: string }
  | { kind: 'mismatch'; id: string }
  | { kind: 'forbidden'; id: string; reason: string }
  | { kind: 'missing'; id: string };

const maxReason = 500;
const maxBatch = 100;

/** People's decisions. The row lock makes one winner; the decision, its audit row and its delivery commit together. */
@Injectable()
export class ApprovalDecisions {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly queue: DeliveryQueue,
    private readonly connectors: ConnectorsService,
    private readonly killSwitches: KillSwitches,
    private readonly metrics: Metrics,
  ) {}

  /** Decides each for itself, in order, in one transaction. @throws AppError INVALID_INPUT for bad input; nothing is decided then. */
  async decide(ctx: Ctx, inputs: readonly DecideInput[]): Promise<DecideResult[]> {
    refuseAutomation(ctx);
    if (inputs.length > maxBatch) throw new AppError('INVALID_INPUT', `At most ${maxBatch} at once.`);
    for (const input of inputs) checkReason(input);
    return this.database.write(ctx, async (tx) => {
      if (inputs.length > 1) await lockInOrder(tx, ctx, inputs);
      const results: DecideResult[] = [];
      for (const input of inputs) results.push(await this.decideOne(tx, ctx, input));
      return results;
    });
  }

  private async decideOne(tx: Tx, ctx: Ctx, input: DecideInput): Promise<DecideResult> {
    const [row]: ApprovalRow[] = await tx.query(
      `select *, expires_at <= now() as expired from approvals where org_id = $1 and id = $2::uuid for update`,
      [ctx.organizationId, uuidOrNull(input.id)],
    );
    if (!row) return this.refuseMissing(tx, ctx, input);
    if (row.digest !== input.digest)
      return this.refuse(tx, ctx, { row, input }, { kind: 'mismatch', id: row.id });
    if (row.state !== 'PENDING' || row.expired)
      return this.refuse(tx, ctx, { row, input }, { kind: 'already', id: row.id });
    const reason = await this.obstacle(tx, ctx, row, input.decision);
    if (reason !== null)
      return this.refuse(tx, ctx, { row, input }, { kind: 'forbidden', id: row.id, reason });
    await this.apply(tx, ctx, row, input);
    return { kind: 'decided', id: row.id };
  }

  private async obstacle(tx: Tx, ctx: Ctx, row: ApprovalRow, decision: Decision): Promise<string | null> {
    const connector = await this.connectors.readiness(tx, row.org_id, row.connector_id);
    const killed =
      decision !== 'DENY' && (await this.killSwitches.holds(tx, row.org_id, row.connector_id, row.agent_id));
    return whyNotDecide({ role: ctx.role, row, decision, connector, killed });
  }

  private async apply(tx: Tx, ctx: Ctx, row: ApprovalRow, input: DecideInput): Promise<void> {
    const state = input.decision === 'DENY' ? 'REJECTED' : 'APPROVED';
    const reason = input.reason?.trim() ? plainText(input.reason.trim()) : null;
    await tx.query(
      `update approvals set state = $3, decision = $4, decision_source = 'PERSON', decided_by = $5, decided_at = now(),
         decision_reason = $6, delivery = 'QUEUED' where org_id = $1 and id = $2`,
      [row.org_id, row.id, state, input.decision, ctx.actor.id, reason],
    );
    await recordApproval(this.events, tx, ctx, {
      type: 'approval.decided',
      row,
      before: { state: row.state },
      after: { state, decision: input.decision, source: 'PERSON', reason },
    });
    await this.queue.add(tx, row, input.decision);
    this.metrics.approvals.inc({ event: 'decided' });
  }

  /** Nothing is there to tell it about, so it is told like any other refused request. */
  private async refuseMissing(tx: Tx, ctx: Ctx, { id, decision }: DecideInput): Promise<DecideResult> {
    await this.events.record(tx, ctx, {
      type: 'request.refused',
      subject: { type: 'mutation', id: 'decideApproval', label: 'decideApproval' },
      outcome: 'REFUSED',
      code: 'NOT_FOUND',
      after: { approvalId: id.slice(0, 64), wanted: decision },
    });
    return { kind: 'missing', id };
  }

  private async refuse<T extends DecideResult>(
    tx: Tx,
    ctx: Ctx,
    { row, input }: { row: ApprovalRow; input: DecideInput },
    result: T,
  ): Promise<T> {
    const codes = {
      decided: '',
      missing: '',
      already: 'ALREADY_DECIDED',
      mismatch: 'DIGEST_MISMATCH',
      forbidden: 'FORBIDDEN',
    };
    await recordApproval(this.events, tx, ctx, {
      type: result.kind === 'mismatch' ? 'approval.digest_mismatch' : 'approval.decision_refused',
      row,
      outcome: 'REFUSED',
      code: codes[result.kind],
      after: {
        wanted: input.decision,
        named: input.digest.slice(0, 64),
        state: row.state,
        why: 'reason' in result ? result.reason : null,
      },
    });
    return result;
  }
}

/** Takes every lock of a batch in one order, whatever order it came in: two overlapping batches never wait for each other. */
async function lockInOrder(tx: Tx, ctx: Ctx, inputs: readonly DecideInput[]): Promise<void> {
  await tx.query(
    `select id from approvals where org_id = $1 and id = any ($2::uuid[]) order by id for update`,
    [ctx.organizationId, inputs.map(({ id }) => id).filter(isUuid)],
  );
}

/** Decisions are for people, whatever a token may hold: the second lock after the permission table. */
function refuseAutomation(ctx: Ctx): void {
  if (ctx.actor.kind !== 'PERSON') throw new AppError('FORBIDDEN', 'Only a person decides approvals.');
}

function checkReason(input: DecideInput): void {
  if ((input.reason ?? '').length > maxReason) {
    throw new AppError('INVALID_INPUT', 'The reason is too long.', {
      fields: { reason: `At most ${maxReason} characters.` },
    });
  }
}
