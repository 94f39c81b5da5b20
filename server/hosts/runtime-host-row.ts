/** A row of `runtime_hosts` as the driver returns it, with what PostgreSQL's clock says of it. */
export interface RuntimeHostRow {
  org_id: string;
  id: string;
  name: string;
  hostname: string;
  platform: string;
  agent_version: string;
  public_key: Buffer;
  key_hash: Buffer;
  paired_at: Date;
  paired_by: string | null;
  last_seen_at: Date | null;
  revoked_at: Date | null;
  clock_offset_ms: number | null;
  spool_depth: number;
  problems: string[];
  clone_detected_at: Date | null;
  /** Heard of within the last 45 seconds. */
  heard: boolean;
  /** Another request under its key was refused within the last day. */
  cloned: boolean;
}

/** The columns of a row: state is decided by the database's clock, when it is read. */
export const hostColumns = `h.*, coalesce(h.last_seen_at > now() - interval '45 seconds', false) as heard,
  coalesce(h.clone_detected_at > now() - interval '1 day', false) as cloned`;
