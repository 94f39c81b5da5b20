import { Injectable } from '@nestjs/common';
import type { GatewayPeer } from '../connectors/gateway-feed.js';
import type { EndedApproval } from '../connectors/openclaw/read-approvals.js';
import { Clock } from '../platform/clock.js';
import { columnNames, columnValues, rowsOf, type ColumnList } from '../platform/database/column-list.js';
import { Database } from '../platform/database/database.service.js';
import { jsonbText, plainText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { actionHash, bindAction, type BoundAction } from './action.rules.js';
import type { ApprovalRow } from './approval-row.js';
import { approvalEvent, evidence, type ApprovalChange } from './approval.events.js';
import { lockRequests } from './gateway-requests.js';
import { rawEvidence } from './raw-evidence.rules.js';
import { describeRequest } from './request-details.rules.js';
import { agentIdOf, RequestJudge } from './request-judge.service.js';
import { assessRisk } from './risk.rules.js';

type Kept = Pick<ApprovalRow, 'id' | 'state' | 'decision' | 'asked_at' | 'decided_at'>;

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

/** A request that ended, about to be kept. */
interface Import {
  id: string;
  ended: EndedApproval;
  bound: BoundAction;
  agentId: string | null;
  nowMs: number;
}

const columns: ColumnList<Import> = {
  id: ['uuid', ({ id }) => id],
  agent_id: ['uuid', ({ agentId }) => agentId],
  external_id: ['text', ({ ended }) => ended.approval.externalId],
  kind: ['text', ({ ended }) => ended.approval.kind],
  tool: ['text', ({ bound }) => plainText(bound.tool)],
  canonical_action: ['text', ({ bound }) => bound.canonical],
  digest: ['text', ({ bound }) => bound.digest],
  search_text: ['text', searchText],
  action_hash: ['text', ({ ended, bound }) => actionHash(bound, ended.approval.cwd)],
  details: ['jsonb', ({ ended, bound }) => jsonbText(describeRequest(ended.approval, bound.showable))],
  raw: ['text', ({ ended }) => rawEvidence(ended.approval.raw)],
  session_key: ['text', ({ ended }) => nullable(ended.approval.sessionKey)],
  state: ['text', ({ ended }) => states[ended.resolution.status]],
  decision: ['text', decisionOf],
  decision_source: ['text', ({ ended }) => (ended.resolution.status === 'expired' ? 'TIMEOUT' : 'ELSEWHERE')],
  resolved_elsewhere_by: ['text', ({ ended }) => nullable(ended.resolution.resolvedBy)],
  outcome: ['text', ({ ended }) => (ended.resolution.status === 'allowed' ? 'UNKNOWN' : 'REFUSED')],
  risk: ['text', (one) => riskOf(one).level],
  risk_reasons: ['jsonb', (one) => jsonbText(riskOf(one).reasons)],
};
/** Points in time, in milliseconds by the gateway's clock. */
const times: ColumnList<Import> = {
  decided_ms: [
    'float8',
    ({ ended, nowMs }) => ended.resolution.resolvedAtMs ?? ended.approval.expiresAtMs ?? nowMs,
  ],
  asked_ms: ['float8', ({ ended, nowMs }) => ended.approval.createdAtMs ?? nowMs],
  expires_ms: ['float8', ({ ended, nowMs }) => ended.approval.expiresAtMs ?? nowMs],
};
const source: ColumnList<Import> = { ...columns, ...times };
const [org, connector, policySentence, outcomeNote] = [1, 2, 3, 4].map(
  (n) => `$${Object.keys(source).length + n}`,
);

const insertSql = `insert into approvals (org_id, connector_id, policy_sentence, outcome_note, delivery,
    decided_at, asked_at, expires_at, ${columnNames(columns)})
  select ${org}::uuid, ${connector}::uuid, ${policySentence}::text, ${outcomeNote}::text, 'NONE',
    to_timestamp(decided_ms / 1000), to_timestamp(asked_ms / 1000), to_timestamp(expires_ms / 1000), ${columnNames(columns)}
  from ${rowsOf(source)}
  on conflict (org_id, connector_id, external_id) do nothing returning id, state, decision, asked_at, decided_at`;

/** Requests that began and ended without us, as the gateway's history tells them: kept for the record, marked as learnt later. */
@Injectable()
export class ApprovalImport {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly judge: RequestJudge,
    private readonly clock: Clock,
  ) {}

  /** Keeps those that are not known yet, in one transaction. */
  async take(peer: GatewayPeer, ended: readonly EndedApproval[]): Promise<void> {
    if (ended.length === 0) return;
    const bound = ended.map(({ approval }) => bindAction(peer, approval));
    await this.database.within(peer, async (tx) => {
      await lockRequests(tx, peer);
      const asked = ended.map(({ approval }) => approval);
      const agents = await this.judge.agentsOf(tx, peer, asked);
      const nowMs = this.clock.now().getTime();
      const imports = ended.map((one, i): Import => ({
        id: this.clock.newId(),
        ended: one,
        bound: bound[i]!,
        agentId: agentIdOf(agents, one.approval),
        nowMs,
      }));
      const kept = new Map((await insert(tx, peer, imports)).map((row) => [row.id, row]));
      const changes = imports.flatMap((one) => {
        const row = kept.get(one.id);
        return row ? [importedChange(one, row)] : [];
      });
      await this.events.recordAll(tx, peer.ctx, changes.map(approvalEvent));
    });
  }
}

/** Rows of those that were not known. */
function insert(tx: Tx, peer: GatewayPeer, imports: readonly Import[]): Promise<Kept[]> {
  return tx.query(insertSql, [
    ...columnValues(source, imports),
    peer.organizationId,
    peer.connectorId,
    'No policy was asked: it was decided at the gateway.',
    'Learnt from the gateway’s history; it was decided while this control plane was not connected.',
  ]);
}

function importedChange(one: Import, row: Kept): ApprovalChange {
  const { resolution } = one.ended;
  return {
    type: 'approval.imported',
    row: {
      id: row.id,
      agent_id: one.agentId,
      risk: riskOf(one).level,
      digest: one.bound.digest,
      search_text: searchText(one),
    },
    after: {
      action: evidence(one.bound.action),
      state: row.state,
      decision: row.decision,
      resolvedBy: resolution.resolvedBy,
      reason: resolution.reason,
      askedAt: row.asked_at,
      decidedAt: row.decided_at,
    },
  };
}

function riskOf({ ended: { approval: asked }, bound }: Import): ReturnType<typeof assessRisk> {
  return assessRisk({
    kind: asked.kind,
    tool: bound.tool,
    action: bound.action,
    cwd: asked.cwd,
    severity: asked.severity,
    warnings: [],
  });
}

function decisionOf({ ended: { resolution } }: Import): string | null {
  return resolution.decision ? decisions[resolution.decision]! : null;
}

function searchText({ bound }: Import): string {
  return plainText(bound.action.toLowerCase());
}

function nullable(text: string | null): string | null {
  return text === null ? null : plainText(text);
}
