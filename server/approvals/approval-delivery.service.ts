import { Injectable } from '@nestjs/common';
import type { ConnectorCommand } from '../connectors/connector-command.js';
import { ConnectorCommands } from '../connectors/connector-commands.service.js';
import type { CommandOutcome, GatewayPeer } from '../connectors/gateway-feed.js';
import { resolveApproval, type ResolveResult } from '../connectors/openclaw/approval-actions.js';
import type { GatewayDecision } from '../connectors/openclaw/approval-types.js';
import { RpcError } from '../connectors/openclaw/protocol-errors.js';
import { systemCtx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import { Gathering } from '../platform/database/gathering.js';
import { EventLog } from '../platform/events/event-log.service.js';
import type { CanonicalAction } from './action.rules.js';
import type { ApprovalRow, Decision } from './approval-row.js';
import { approvalEvent } from './approval.events.js';
import { ApprovalsService } from './approvals.service.js';
import { eventsOf, writeEndings, type Ended, type Ending } from './delivery-endings.js';

const wire: Record<Decision, GatewayDecision> = {
  ALLOW_ONCE: 'allow-once',
  ALLOW_ALWAYS: 'allow-always',
  DENY: 'deny',
};
const retryMs = 500;
/** Answers after which trying again cannot help. */
const final = new Set([
  'READ_ONLY',
  'DECISION_NOT_OFFERED',
  'ACTION_CHANGED',
  'FORBIDDEN',
  'MISSING_SCOPE',
  'UNSUPPORTED',
]);

/** Brings decisions to their gateway. Sending one twice is harmless: the first answer wins there, and ours is recognised. */
@Injectable()
export class ApprovalDelivery {
  private readonly endings = new Gathering((organizationId, ended: readonly Ended[]) =>
    this.noteAll(organizationId, ended),
  );

  constructor(
    private readonly database: Database,
    private readonly approvals: ApprovalsService,
    private readonly events: EventLog,
    private readonly commands: ConnectorCommands,
  ) {}

  async run(peer: GatewayPeer, command: ConnectorCommand): Promise<CommandOutcome> {
    const row = await this.approvals.byId(command, command.subjectId);
    if (!row || row.delivery !== 'QUEUED') return { done: true };
    const end = (ending: Ending) =>
      this.endings.ask(row.org_id, { row, ending, requestId: peer.ctx.requestId, commandId: command.id });
    try {
      const result = await resolveApproval(peer.connection, {
        externalId: row.external_id,
        kind: row.kind,
        decision: wire[row.decision!],
        expectedCommand:
          row.kind === 'exec' ? (JSON.parse(row.canonical_action) as CanonicalAction).action : undefined,
      });
      await end(endingOf(row, result));
      return { done: true, noted: true };
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (!final.has(error.code) && !final.has(error.reason))
        return { done: false, retryInMs: retryMs, note: error.message };
      await end({
        delivery: 'FAILED',
        type: 'approval.undeliverable',
        note: `${error.error.message} The gateway denies it by itself when its time runs out.`,
        outcome: null,
      });
      return { done: true, noted: true };
    }
  }

  /** Its time ran out before the gateway could be reached. */
  async expired(_organizationId: string, command: ConnectorCommand): Promise<void> {
    const row = await this.approvals.byId(command, command.subjectId);
    if (row?.delivery !== 'QUEUED') return;
    const ending: Ending = {
      delivery: 'FAILED',
      type: 'approval.undeliverable',
      note: 'The gateway could not be reached before the request expired; it denies by itself.',
      outcome: row.decision === 'DENY' ? 'REFUSED' : 'UNKNOWN',
    };
    await this.endings.ask(row.org_id, { row, ending, requestId: command.id, commandId: null });
  }

  private async noteAll(organizationId: string, ended: readonly Ended[]): Promise<boolean[]> {
    return this.database.within({ organizationId }, async (tx) => {
      const changed = await writeEndings(tx, organizationId, ended);
      const fresh = ended.filter(({ row }) => changed.has(row.id));
      for (const requestId of new Set(fresh.map((one) => one.requestId))) {
        const told = fresh.filter((one) => one.requestId === requestId);
        await this.events.recordAll(
          tx,
          systemCtx(organizationId, requestId),
          told.flatMap(eventsOf).map(approvalEvent),
        );
      }
      const done = ended.flatMap(({ commandId }) => (commandId === null ? [] : [{ id: commandId }]));
      this.commands.finish(tx, organizationId, done);
      return ended.map(({ row }) => changed.has(row.id));
    });
  }
}

function endingOf(row: ApprovalRow, result: ResolveResult): Ending {
  const ours = wire[row.decision!];
  const denied = row.decision === 'DENY';
  // After a crash between sending and noting, the gateway says "already": with our own decision on record.
  if (result.applied || result.recorded?.decision === ours) {
    return {
      delivery: 'DELIVERED',
      type: 'approval.delivered',
      note: null,
      outcome: denied ? 'REFUSED' : null,
    };
  }
  if (result.gone) {
    return {
      delivery: 'FAILED',
      type: 'approval.undeliverable',
      note: 'The gateway no longer knows this request: it restarted or dropped it, so nothing was run for it.',
      outcome: 'REFUSED',
    };
  }
  return overtakenBy(result.recorded);
}

/** Somebody answered at the gateway before we did; what they answered is what counts. */
function overtakenBy(recorded: ResolveResult['recorded']): Ending {
  const overtaken = { delivery: 'OVERTAKEN', type: 'approval.overtaken' } as const;
  const noteWith = (how: string) => `The gateway had another answer already: ${how}.`;
  if (!recorded) {
    return { ...overtaken, note: noteWith('it was decided there first'), outcome: null, recorded: null };
  }
  const { status, decision, reason, resolvedBy } = recorded;
  return {
    ...overtaken,
    note: noteWith(`it was ${status} there${resolvedBy ? ` by ${resolvedBy}` : ''}`),
    outcome: status === 'allowed' ? null : 'REFUSED',
    recorded: { status, decision, reason, resolvedBy },
  };
}
