import { Injectable } from '@nestjs/common';
import { ConnectorCommands } from '../connectors/connector-commands.service.js';
import type { GatewayPeer } from '../connectors/gateway-feed.js';
import type { GatewayResolution, ToolOutcome } from '../connectors/openclaw/approval-types.js';
import { columnValues, rowsOf, type ColumnList } from '../platform/database/column-list.js';
import { Database } from '../platform/database/database.service.js';
import { Gathering } from '../platform/database/gathering.js';
import { plainText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import { EventLog } from '../platform/events/event-log.service.js';
import type { ApprovalRow, ApprovalState, Decision } from './approval-row.js';
import { recordApproval, type ApprovalEventType } from './approval.events.js';
import { resolveCommand } from './delivery-queue.service.js';

const stateOf: Record<GatewayResolution['status'], ApprovalState> = {
  allowed: 'APPROVED',
  denied: 'REJECTED',
  expired: 'EXPIRED',
  cancelled: 'CANCELLED',
};
const decisions: Record<string, Decision> = {
  'allow-once': 'ALLOW_ONCE',
  'allow-always': 'ALLOW_ALWAYS',
  deny: 'DENY',
};

/** A request by its gateway's id. */
interface AskedThere {
  connectorId: string;
  externalId: string;
}

const askedColumns: ColumnList<AskedThere> = {
  connector_id: ['uuid', ({ connectorId }) => connectorId],
  external_id: ['text', ({ externalId }) => externalId],
};
const pendingSql = `select r.n from (select row_number() over () - 1 as n, * from ${rowsOf(askedColumns)}) r
  join approvals a on a.org_id = $3 and a.connector_id = r.connector_id and a.external_id = r.external_id
  where a.state = 'PENDING'`;

/** What became of requests at their gateway: decided there, expired, cancelled, run. */
@Injectable()
export class ApprovalOutcomes {
  /** Which of these requests of gateways wait for a decision. */
  private readonly pending = new Gathering(async (organizationId, asked: readonly AskedThere[]) => {
    const rows: { n: string }[] = await this.database.within({ organizationId }, (tx) =>
      tx.read(pendingSql, [...columnValues(askedColumns, asked), organizationId]),
    );
    // By their place: the database may spell an id in its own way.
    const found = new Set(rows.map(({ n }) => Number(n)));
    return asked.map((_one, i) => found.has(i));
  });

  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly commands: ConnectorCommands,
  ) {}

  /** A request ended at the gateway. Says nothing new about one we decided: its delivery finds out who won. */
  async resolved(peer: GatewayPeer, resolution: GatewayResolution): Promise<void> {
    // Nearly always we decided it: then no lock is worth it, as what is not pending never becomes so again.
    const { connectorId, organizationId } = peer;
    if (!(await this.pending.ask(organizationId, { connectorId, externalId: resolution.externalId }))) return;
    await this.database.within(peer, async (tx) => {
      const row = await lockByExternalId(tx, peer, resolution.externalId);
      if (row?.state === 'PENDING') await this.endElsewhere(tx, peer, row, resolution);
    });
  }

  /** Requests we hold open that the gateway no longer lists: it restarted or dropped them. */
  async vanished(peer: GatewayPeer, stillOpen: ReadonlySet<string>): Promise<void> {
    await this.database.within(peer, async (tx) => {
      const rows: ApprovalRow[] = await tx.query(
        `select * from approvals where org_id = $1 and connector_id = $2 and state = 'PENDING' order by id for update`,
        [peer.organizationId, peer.connectorId],
      );
      for (const row of rows) {
        if (stillOpen.has(row.external_id)) continue;
        await this.endElsewhere(tx, peer, row, {
          externalId: row.external_id,
          status: 'cancelled',
          decision: null,
          reason: peer.restarted ? 'gateway-restart' : 'gone from the gateway',
          resolvedBy: null,
          resolvedAtMs: null,
          raw: {},
        });
      }
    });
  }

  /** A tool call ended: whether what was asked for ran. */
  async executed(peer: GatewayPeer, told: ToolOutcome): Promise<void> {
    await this.database.within(peer, async (tx) => {
      const [row]: ApprovalRow[] = await tx.query(
        `select * from approvals where org_id = $1 and connector_id = $2 and run_id = $3 and tool_call_id = $4
         order by asked_at desc limit 1 for update`,
        [peer.organizationId, peer.connectorId, plainText(told.runId), plainText(told.toolCallId)],
      );
      if (row) await this.writeOutcome(tx, peer, row, told);
    });
  }

  private async writeOutcome(tx: Tx, peer: GatewayPeer, row: ApprovalRow, told: ToolOutcome): Promise<void> {
    // A call broken off while it waits fails without an exit code; that its request is cancelled is told next.
    if (row.state === 'PENDING' && told.isError && told.exitCode === null && !told.denied) return;
    const outcome = told.denied ? 'REFUSED' : 'RAN';
    if (row.outcome === outcome) return;
    const note = told.background
      ? 'It goes on in the background; its exit code is not known.'
      : told.exitReason;
    const preview = told.outputPreview === '' ? null : plainText(told.outputPreview);
    await tx.query(
      `update approvals set outcome = $3, exit_code = $4, executed_at = now(), output_preview = $5, outcome_note = $6
       where org_id = $1 and id = $2`,
      [row.org_id, row.id, outcome, told.exitCode, preview, note === null ? null : plainText(note)],
    );
    await recordApproval(this.events, tx, peer.ctx, {
      type: 'approval.executed',
      row,
      before: { outcome: row.outcome },
      after: {
        outcome,
        exitCode: told.exitCode,
        durationMs: told.durationMs,
        note,
        decision: row.decision,
        // The gateway ran what was denied here: nothing is more important to see.
        contradiction:
          outcome === 'RAN' && row.state !== 'APPROVED'
            ? `It ran although it was ${row.state.toLowerCase()}.`
            : null,
      },
    });
  }

  private async endElsewhere(
    tx: Tx,
    peer: GatewayPeer,
    row: ApprovalRow,
    how: GatewayResolution,
  ): Promise<void> {
    const state = stateOf[how.status];
    const person = how.status === 'allowed' || how.status === 'denied';
    const notRun = how.status !== 'allowed';
    const note =
      how.reason === 'gateway-restart'
        ? 'The gateway restarted, which drops what it held; nothing was run.'
        : how.reason;
    await tx.query(
      `update approvals set state = $3, decision = $4, decision_source = $5, decided_at = now(), resolved_elsewhere_by = $6,
         decision_reason = $7, delivery = 'DELIVERED', delivered_at = now(), outcome = $8, executed_at = case when $8 = 'NONE' then null else now() end
       where org_id = $1 and id = $2`,
      [
        row.org_id,
        row.id,
        state,
        how.decision ? (decisions[how.decision] ?? null) : null,
        how.status === 'expired' ? 'TIMEOUT' : 'ELSEWHERE',
        how.resolvedBy === null ? null : plainText(how.resolvedBy),
        note === null ? null : plainText(note),
        notRun ? 'REFUSED' : 'NONE',
      ],
    );
    await this.commands.withdraw(tx, row.org_id, row.id, resolveCommand);
    const types: Record<GatewayResolution['status'], ApprovalEventType> = {
      allowed: 'approval.decided',
      denied: 'approval.decided',
      expired: 'approval.expired',
      cancelled: 'approval.cancelled',
    };
    await recordApproval(this.events, tx, peer.ctx, {
      type: types[how.status],
      row,
      before: { state: 'PENDING' },
      after: {
        state,
        decision: how.decision,
        source: person ? 'ELSEWHERE' : how.status,
        resolvedBy: how.resolvedBy,
        reason: note,
      },
    });
  }
}

async function lockByExternalId(tx: Tx, peer: GatewayPeer, externalId: string): Promise<ApprovalRow | null> {
  const [row]: ApprovalRow[] = await tx.query(
    `select * from approvals where org_id = $1 and connector_id = $2 and external_id = $3 for update`,
    [peer.organizationId, peer.connectorId, externalId],
  );
  return row ?? null;
}
