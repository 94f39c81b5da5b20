export type KillScope = 'AGENT' | 'CONNECTOR' | 'ORGANIZATION';

/** See `KillState` in the contract. */
export type KillState = 'PENDING' | 'CONFIRMED_STOPPED' | 'UNKNOWN' | 'EXPIRED' | 'LIFTING' | 'LIFTED';

/** A row of `kill_switches` as the driver returns it. */
export interface KillSwitchRow {
  org_id: string;
  id: string;
  scope: KillScope;
  target_id: string;
  target_name: string;
  /** The gateway concerned; null for the whole organisation. */
  connector_id: string | null;
  state: KillState;
  reason: string | null;
  engaged_at: Date;
  engaged_by: string | null;
  confirmed_at: Date | null;
  expires_at: Date;
  lifted_at: Date | null;
  lifted_by: string | null;
}

/** A row of `kill_reports`: how one gateway stands under one order. */
export interface KillReportRow {
  org_id: string;
  kill_switch_id: string;
  connector_id: string;
  connector_name: string;
  state: KillState;
  steps: string[];
  /** When a waiting order is given up for this gateway. */
  expires_at: Date;
  at: Date | null;
}
