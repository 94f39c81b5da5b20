import { Injectable } from '@nestjs/common';
import type { ConnectorCommand } from '../connectors/connector-command.js';
import type { CommandOutcome, GatewayPeer } from '../connectors/gateway-feed.js';
import { resolveApproval, type ResolveResult } from '../connectors/openclaw/approval-actions.js';
import type { GatewayDecision } from '../connectors/openclaw/approval-types.js';
import { RpcError } from '../connectors/openclaw/protocol-errors.js';
import { systemCtx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import { plainText } from '../platform/database/jsonb.js';
import { EventLog } from '../platform/events/event-log.service.js';
import type { CanonicalAction } from './action.rules.js';
import type { ApprovalRow, Decision } from './approval-row.js';
import { recordApproval, type ApprovalEventType } from './approval.events.js';

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

interface Ending {
  delivery: 'DELIVERED' | 'OVERTAKEN' | 'FAILED';
  type: ApprovalEventType;
  note: string | null;
  /** Known at once for a denial and for what never reached the gateway. */
  outcome: 'REFUSED' | 'UNKNOWN' | null;
  recorded?: unknown;
}

/** Brings decisions to their gateway. Sending one twice is harmless: the first answer wins there, and ours is recognised. */
@Injectable()
export class ApprovalDelivery {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
  ) {}

  async run(peer: GatewayPeer, command: ConnectorCommand): Promise<CommandOutcome> {
    const row = await this.load(command);
    if (!row || row.delivery !== 'QUEUED') return { done: true };
    try {
      const result = await resolveApproval(peer.connection, {
        externalId: row.external_id,
        kind: row.kind,
        decision: wire[row.decision!],
        expectedCommand:
          row.kind === 'exec' ? (JSON.parse(row.canonical_action) as CanonicalAction).action : undefined,
      });
      await this.end(row, peer.ctx.requestId, endingOf(row, result));
      return { done: true };
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (!final.has(error.code) && !final.has(error.reason))
        return { done: false, retryInMs: retryMs, note: error.message };
      await this.end(row, peer.ctx.requestId, {
        delivery: 'FAILED',
        type: 'approval.undeliverable',
        note: `${error.error.message} The gateway denies it by itself when its time runs out.`,
        outcome: null,
      });
      return { done: true };
    }
  }

  /** Its time ran out before the gateway could be reached. */
  async expired(_organizationId: string, command: ConnectorCommand): Promise<void> {
    const row = await this.load(command);
    if (row?.delivery !== 'QUEUED') return;
    await this.end(row, command.id, {
      delivery: 'FAILED',
      type: 'approval.undeliverable',
      note: 'The gateway could not be reached before the request expired; it denies by itself.',
      outcome: row.decision === 'DENY' ? 'REFUSED' : 'UNKNOWN',
    });
  }

  private async load(command: ConnectorCommand): Promise<ApprovalRow | null> {
    const [row]: ApprovalRow[] = await this.database.within(command, (tx) =>
      tx.query(`select * from approvals where org_id = $1 and id = $2`, [
        command.organizationId,
        command.subjectId,
      ]),
    );
    return row ?? null;
  }

  private async end(row: ApprovalRow, requestId: string, ending: Ending): Promise<void> {
    await this.database.within({ organizationId: row.org_id }, async (tx) => {
      const [changed]: ApprovalRow[] = (
        await tx.query(
          `update approvals set delivery = $3, delivered_at = now(), delivery_note = $4,
             outcome = case when outcome = 'NONE' and $5::text is not null then $5 else outcome end,
             executed_at = case when outcome = 'NONE' and $5::text is not null then now() else executed_at end
           where org_id = $1 and id = $2 and delivery = 'QUEUED' returning *`,
          [
            row.org_id,
            row.id,
            ending.delivery,
            ending.note === null ? null : plainText(ending.note),
            ending.outcome,
          ],
        )
      )[0];
      if (!changed) return;
      const ctx = systemCtx(row.org_id, requestId);
      await recordApproval(this.events, tx, ctx, {
        type: ending.type,
        row,
        before: { delivery: 'QUEUED' },
        after: {
          delivery: ending.delivery,
          decision: row.decision,
          note: ending.note,
          recorded: ending.recorded ?? null,
        },
      });
      if (row.outcome === 'NONE' && ending.outcome !== null) {
        await recordApproval(this.events, tx, ctx, {
          type: 'approval.executed',
          row,
          before: { outcome: 'NONE' },
          after: { outcome: ending.outcome, note: ending.note ?? 'The gateway took the denial.' },
        });
      }
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
