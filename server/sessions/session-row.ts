import type {
  ContentPolicy,
  RuntimeKind,
  SessionRelation,
  SessionStatus,
} from '../../schema/generated/types.js';

/** Sums of model calls as the driver returns them: bigints are texts. */
export interface UsageSums {
  calls: number;
  input: string;
  cache_read: string;
  cache_write: string;
  cache_write_long: string;
  output: string;
  reasoning: string;
  usd_picos: string;
  priced_calls: number;
  unpriced_tokens: string;
  price_version: string | null;
}

/** A row of `sessions` as the driver returns it. */
export interface SessionRow extends UsageSums {
  org_id: string;
  id: string;
  /** The runtime instance, or the connector, it is read from. */
  source_id: string;
  instance_id: string | null;
  connector_id: string | null;
  host_id: string | null;
  runtime: RuntimeKind;
  external_id: string;
  relation: SessionRelation;
  parent_external_id: string | null;
  title: string | null;
  cwd: string | null;
  repository: string | null;
  branch: string | null;
  model: string | null;
  runtime_version: string | null;
  status: SessionStatus;
  born_at: Date | null;
  started_at: Date | null;
  ended_at: Date | null;
  first_at: Date | null;
  /** The epoch where nothing is known. */
  last_activity_at: Date;
  source_gone_at: Date | null;
  erased_at: Date | null;
  told_basis: string | null;
  reported_usd_picos: string | null;
  content_policy: ContentPolicy;
  message_count: number;
  tool_call_count: number;
  entry_count: number;
}

/** A row of `session_entries` as the driver returns it. */
export interface SessionEntryRow {
  session_id: string;
  key: string;
  position: string;
  kind: string;
  role: string | null;
  at: Date | null;
  text: string | null;
  text_length: number;
  withheld: boolean;
  redactions: number;
  digest: Buffer;
  tool_name: string | null;
  tool_call_id: string | null;
  is_error: boolean;
  model: string | null;
  batch: string;
}
