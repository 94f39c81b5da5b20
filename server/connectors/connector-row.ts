import type { ContentPolicy } from '../../schema/generated/types.js';
import type { ConnectorState } from './connector-state.rules.js';

/** A row of `connectors` as the driver returns it. */
export interface ConnectorRow {
  org_id: string;
  id: string;
  kind: 'OPENCLAW';
  name: string;
  url: string;
  auth: 'TOKEN' | 'PASSWORD';
  secret: string;
  device_id: string;
  device_identity: string;
  device_token: string | null;
  enabled: boolean;
  version: number;
  retry: number;
  state: ConnectorState;
  state_reason: string | null;
  state_code: string | null;
  state_since: Date;
  last_connected_at: Date | null;
  last_sync_at: Date | null;
  next_attempt_at: Date | null;
  protocol: number | null;
  server_version: string | null;
  boot_id: string | null;
  read_only: boolean;
  read_only_reason: string | null;
  scopes: string[];
  pairing: { requestId: string; command: string; expiresAt: number | null } | null;
  exec_mode: string | null;
  content_policy: ContentPolicy;
  healthy: boolean | null;
  created_at: Date;
  created_by: string;
  removed_at: Date | null;
}
