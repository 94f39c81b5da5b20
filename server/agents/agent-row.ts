/** What a person or the gateway made of an agent: see `AgentRuntimeState` in the contract. */
export type RuntimeState = 'ONLINE' | 'DISABLED' | 'KILLED';

/** A row of `agents` as the driver returns it. */
export interface AgentRow {
  org_id: string;
  id: string;
  connector_id: string;
  external_id: string;
  name: string;
  emoji: string | null;
  model: string | null;
  is_default: boolean;
  tools: { name: string; group: string | null; description: string | null }[];
  workspace: string | null;
  exec_mode: string | null;
  runtime_state: RuntimeState;
  /** Switched off by a person. */
  disabled: boolean;
  /** What is outstanding at the gateway after it was switched on or off, in words; null when nothing is. */
  power_note: string | null;
  running_session_count: number;
  session_count: number;
  last_run_error: string | null;
  last_activity_at: Date | null;
  first_seen_at: Date;
  last_seen_at: Date;
  removed_at: Date | null;
}
