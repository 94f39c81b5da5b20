import type { ContentPolicy, RuntimeInstanceState, RuntimeKind } from '../../schema/generated/types.js';

/** A row of `runtime_instances` as the driver returns it. */
export interface RuntimeInstanceRow {
  org_id: string;
  id: string;
  host_id: string;
  kind: RuntimeKind;
  key: string;
  location: string;
  label: string;
  version: string | null;
  state: RuntimeInstanceState;
  content_policy: ContentPolicy | null;
  paused: boolean;
  session_count: number;
  running_count: number;
  total_bytes: number;
  backlog_bytes: number;
  problems: string[];
  found_at: Date;
  missing_since: Date | null;
  last_sync_at: Date | null;
  added_at: Date | null;
  added_by: string | null;
}

/** An instance that is synchronised. */
export interface AddedInstance extends RuntimeInstanceRow {
  state: 'ADDED';
  content_policy: ContentPolicy;
}
