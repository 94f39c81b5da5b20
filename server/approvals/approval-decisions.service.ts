import { Injectable } from '@nestjs/common';
import { KillSwitches } from '../agents/kill-switches.service.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog, type NewEvent } from '../platform/events/event-log.service.js';
import { Metrics } from '../platform/telemetry/metrics.js';
import { DeliveryQueue } from './delivery-queue.service.js';
import type { ApprovalRow, Decision } from './approval-row.js';
import { approvalEvent } from './approval.events.js';
import { whyNotDecide, type ConnectorReadiness } from './decision.rules.js';
import { decidedOf, lockInOrder, writeDecided, type Decided } from './decision-writes.js';

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
    return this.database.write(ctx, (tx) => this.decideAll(tx, ctx, inputs));
  }

  /** The same number of statements however many: a write to a socket costs more than a row. */
  private async decideAll(tx: Tx, ctx: Ctx, inputs: readonly DecideInput[]): Promise<DecideResult[]> {
    const rows = await lockInOrder(
      tx,
      ctx,
      inputs.map(({ id }) => id),
    );
    const found = (input: DecideInput) => rows.get(input.id);
    const open = inputs.flatMap((input) => {
      const row = found(input);
      return row && notOpen(row, input) === null ? [row] : [];
    });
    const places = await this.placesOf(tx, open);
    const ends = inputs.map((input) => {
      const row = found(input);
      return row ? decideOne(ctx, row, input, places) : missing(input);
    });
    const decided = ends.flatMap((end) => end.decided ?? []);
    writeDecided(tx, ctx, decided);
    await this.events.recordAll(
      tx,
      ctx,
      ends.map(({ event }) => event),
    );
    await this.queue.addAll(tx, decided);
    this.metrics.approvals.inc({ event: 'decided' }, decided.length);
    return ends.map(({ result }) => result);
  }

  /** What stands around these requests, by connector; all of it is asked for at once. */
  private async placesOf(tx: Tx, rows: readonly ApprovalRow[]): Promise<Places> {
    const connectors = [...new Map(rows.map((row) => [row.connector_id, row.org_id]))];
    const places = connectors.map(async ([id, org]): Promise<[string, Place]> => {
      const agents = rows.filter((row) => row.connector_id === id).map((row) => row.agent_id);
      const [connector, killed] = await Promise.all([
        this.connectors.readiness(tx, org, id),
        this.killSwitches.holdsEach(tx, org, id, agents),
      ]);
      return [id, { connector, killed }];
    });
    return new Map(await Promise.all(places));
  }
}

interface Place {
  connector: ConnectorReadiness | null;
  killed: (agentId: string | null) => boolean;
}
type Places = ReadonlyMap<string, Place>;

/** How one decision ends, and what the log says about it. */
interface End {
  result: DecideResult;
  event: NewEvent;
  decided?: Decided;
}

function decideOne(ctx: Ctx, row: ApprovalRow, input: DecideInput, places: Places): End {
  const closed = notOpen(row, input);
  if (closed !== null) return refused(row, input, { kind: closed, id: row.id });
  const { connector, killed } = places.get(row.connector_id)!;
  const { decision } = input;
  const held = decision !== 'DENY' && killed(row.agent_id);
  const reason = whyNotDecide({ role: ctx.role, row, decision, connector, killed: held });
  if (reason !== null) return refused(row, input, { kind: 'forbidden', id: row.id, reason });
  const decided = decidedOf(row, decision, input.reason);
  const { state } = decided;
  const event = approvalEvent({
    type: 'approval.decided',
    row,
    before: { state: row.state },
    after: { state, decision, source: 'PERSON', reason: decided.reason },
  });
  // The same request once more in one batch finds it decided.
  row.state = state;
  return { result: { kind: 'decided', id: row.id }, event, decided };
}

function notOpen(row: ApprovalRow, { digest }: DecideInput): 'mismatch' | 'already' | null {
  if (row.digest !== digest) return 'mismatch';
  return row.state !== 'PENDING' || row.expired ? 'already' : null;
}

/** Nothing is there to tell it about, so it is told like any other refused request. */
function missing({ id, decision }: DecideInput): End {
  const event: NewEvent = {
    type: 'request.refused',
    subject: { type: 'mutation', id: 'decideApproval', label: 'decideApproval' },
    outcome: 'REFUSED',
    code: 'NOT_FOUND',
    after: { approvalId: id.slice(0, 64), wanted: decision },
  };
  return { result: { kind: 'missing', id }, event };
}

const codes = { already: 'ALREADY_DECIDED', mismatch: 'DIGEST_MISMATCH', forbidden: 'FORBIDDEN' };

function refused(
  row: ApprovalRow,
  input: DecideInput,
  result: Extract<DecideResult, { kind: keyof typeof codes }>,
): End {
  const event = approvalEvent({
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
  return { result, event };
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
