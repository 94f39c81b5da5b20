import { Injectable } from '@nestjs/common';
import type { GatewayPeer } from '../connectors/gateway-feed.js';
import { listApprovalHistory, type EndedApproval } from '../connectors/openclaw/read-approvals.js';
import { findToolResult } from '../connectors/openclaw/read-tool-results.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.service.js';
import { Log } from '../platform/telemetry/log.js';
import { ApprovalImport } from './approval-import.service.js';
import { ApprovalOutcomes } from './approval-outcomes.service.js';
import type { ApprovalRow } from './approval-row.js';
import { takeInBatches } from './batches.js';
import { knownRequests } from './gateway-requests.js';

const keepDays = 30;
const overlapMs = 10 * 60_000;

/** What happened while nobody listened: requests decided meanwhile, and tool calls that ended. */
@Injectable()
export class ApprovalHistory {
  constructor(
    private readonly database: Database,
    private readonly outcomes: ApprovalOutcomes,
    private readonly imports: ApprovalImport,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Learns every end of a request since this connector last looked; at first, of the 30 days a gateway remembers. */
  async learn(peer: GatewayPeer): Promise<void> {
    const since = await this.lastLook(peer);
    const ended = await listApprovalHistory(peer.connection, since);
    if (ended === null) return;
    await takeInBatches(ended.reverse(), (batch) => this.learnBatch(peer, batch));
  }

  /** Looks up the outcome of allowed requests whose end we did not hear. */
  async findOutcomes(peer: GatewayPeer): Promise<void> {
    const rows: ApprovalRow[] = await this.database.within(peer, (tx) =>
      tx.read(
        `select * from approvals where org_id = $1 and connector_id = $2 and outcome = 'NONE' and state = 'APPROVED'
         and delivery in ('DELIVERED', 'OVERTAKEN') and session_key is not null and run_id is not null and tool_call_id is not null
         and delivered_at < now() - interval '3 seconds' order by decided_at desc limit 100`,
        [peer.organizationId, peer.connectorId],
      ),
    );
    for (const row of rows) {
      try {
        const told = await findToolResult(peer.connection, {
          sessionKey: row.session_key!,
          runId: row.run_id!,
          toolCallId: row.tool_call_id!,
        });
        if (told) await this.outcomes.executed(peer, told);
      } catch (error) {
        this.log.warn('an outcome could not be looked up', { approvalId: row.id, error });
      }
    }
  }

  /** Those that came and went unheard are imported; of those known, the ones still open here end here too. */
  private async learnBatch(peer: GatewayPeer, ended: readonly EndedApproval[]): Promise<void> {
    const ids = ended.map(({ approval }) => approval.externalId);
    const known = await this.database.within(peer, (tx) => knownRequests(tx, peer, ids));
    const unknown = ended.filter(({ approval }) => !known.has(approval.externalId));
    await this.imports.take(peer, unknown);
    for (const { approval, resolution } of ended) {
      if (known.get(approval.externalId)?.state === 'PENDING') await this.outcomes.resolved(peer, resolution);
    }
  }

  private async lastLook(peer: GatewayPeer): Promise<number> {
    const floor = this.clock.now().getTime() - keepDays * 86_400_000;
    const [row]: { last_sync_at: Date | null }[] = await this.database.within(peer, (tx) =>
      tx.read(`select last_sync_at from connectors where org_id = $1 and id = $2`, [
        peer.organizationId,
        peer.connectorId,
      ]),
    );
    const last = row?.last_sync_at?.getTime();
    return last === undefined ? floor : Math.max(floor, last - overlapMs);
  }
}
