import type { GatewayPeer } from '../connectors/gateway-feed.js';
import type { GatewayApproval } from '../connectors/openclaw/approval-types.js';
import { columnNames, columnValues, rowsOf, type ColumnList } from '../platform/database/column-list.js';
import { jsonbText, plainText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import { actionHash } from './action.rules.js';
import type { ApprovalRow } from './approval-row.js';
import type { Judged } from './judgement.rules.js';
import { rawEvidence } from './raw-evidence.rules.js';
import { describeRequest } from './request-details.rules.js';

/** A request about to be held: weighed, with the id it gets and how long it may wait. */
export interface NewApproval {
  id: string;
  asked: GatewayApproval;
  judged: Judged;
  lifeMs: number;
}

/** What is known of a request that was just inserted. */
export type HeldApproval = Pick<
  ApprovalRow,
  | 'org_id'
  | 'id'
  | 'connector_id'
  | 'external_id'
  | 'agent_id'
  | 'digest'
  | 'search_text'
  | 'risk'
  | 'policy_sentence'
  | 'details'
  | 'expires_at'
>;

const columns: ColumnList<NewApproval> = {
  id: ['uuid', ({ id }) => id],
  agent_id: ['uuid', ({ judged }) => judged.agentId],
  external_id: ['text', ({ asked }) => asked.externalId],
  kind: ['text', ({ asked }) => asked.kind],
  tool: ['text', ({ judged }) => plainText(judged.bound.tool)],
  canonical_action: ['text', ({ judged }) => judged.bound.canonical],
  digest: ['text', ({ judged }) => judged.bound.digest],
  search_text: ['text', searchText],
  action_hash: ['text', ({ asked, judged }) => actionHash(judged.bound, asked.cwd)],
  details: ['jsonb', (one) => jsonbText(detailsOf(one))],
  raw: ['text', ({ asked }) => rawEvidence(asked.raw)],
  session_key: ['text', ({ asked }) => nullable(asked.sessionKey)],
  run_id: ['text', ({ asked }) => nullable(asked.runId)],
  tool_call_id: ['text', ({ asked }) => nullable(asked.toolCallId)],
  risk: ['text', ({ judged }) => judged.risk.level],
  risk_reasons: ['jsonb', ({ judged }) => jsonbText(judged.risk.reasons)],
  policy_id: ['uuid', ({ judged }) => judged.verdict.rule?.id ?? null],
  policy_sentence: ['text', sentenceOf],
  required_role: ['text', ({ judged }) => judged.verdict.rule?.requiredRole ?? null],
};
const source: ColumnList<NewApproval> = { ...columns, life_ms: ['float8', ({ lifeMs }) => lifeMs] };
const [org, connector] = [1, 2].map((n) => `$${Object.keys(source).length + n}`);

const insertSql = `insert into approvals (org_id, connector_id, state, expires_at, ${columnNames(columns)})
  select ${org}::uuid, ${connector}::uuid, 'PENDING', now() + make_interval(secs => life_ms / 1000), ${columnNames(columns)}
  from ${rowsOf(source)} returning id, expires_at`;

/** Inserts requests that wait from now on; when each ends is told by the database's clock. Answers in their order. */
export async function insertApprovals(
  tx: Tx,
  peer: GatewayPeer,
  requests: readonly NewApproval[],
): Promise<HeldApproval[]> {
  const params = [...columnValues(source, requests), peer.organizationId, peer.connectorId];
  const rows: Pick<ApprovalRow, 'id' | 'expires_at'>[] = await tx.query(insertSql, params);
  const ends = new Map(rows.map((row) => [row.id, row.expires_at]));
  return requests.map((one) => ({
    org_id: peer.organizationId,
    id: one.id,
    connector_id: peer.connectorId,
    external_id: one.asked.externalId,
    agent_id: one.judged.agentId,
    digest: one.judged.bound.digest,
    search_text: searchText(one),
    risk: one.judged.risk.level,
    policy_sentence: sentenceOf(one),
    details: detailsOf(one),
    expires_at: ends.get(one.id)!,
  }));
}

function searchText({ judged }: NewApproval): string {
  return plainText(judged.bound.action.toLowerCase());
}

function detailsOf({ asked, judged }: NewApproval): ApprovalRow['details'] {
  return describeRequest(asked, judged.bound.showable);
}

function sentenceOf({ judged }: NewApproval): string {
  return plainText(
    judged.killed
      ? 'A kill switch holds this agent, so everything it asks is denied.'
      : judged.verdict.sentence,
  );
}

function nullable(text: string | null): string | null {
  return text === null ? null : plainText(text);
}
