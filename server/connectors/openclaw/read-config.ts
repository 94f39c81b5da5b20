import type { GatewayConnection } from './gateway-connection.js';
import { isRecord, record, records, text, type JsonRecord } from './loose-json.js';
import { advertisedCall } from './optional-call.js';

/** The configuration of a gateway; secrets in it are already replaced by the gateway. */
export interface GatewayConfig {
  /** What a write must name; compare for equality only. */
  hash: string | null;
  /** Differ while a write is not yet in effect; null before 2026.8. */
  revisionHash: string | null;
  appliedHash: string | null;
  valid: boolean;
  issues: string[];
  /** As written in the file, without defaults. */
  written: JsonRecord;
  /** What agents without a mode of their own may execute; null means the gateway's default, which is full. */
  defaultExecMode: string | null;
  execModes: AgentExecMode[];
}

/** What an agent may execute: deny, allowlist, ask, auto or full. Null means the gateway's default, which is full. */
export interface AgentExecMode {
  agentId: string;
  mode: string | null;
}

/** Reads the configuration; null when the gateway does not tell. */
export async function readConfig(connection: GatewayConnection): Promise<GatewayConfig | null> {
  const answer = await advertisedCall(connection, 'config.get');
  if (answer === null) return null;
  const raw = record(answer);
  const written = record(raw.parsed ?? raw.sourceConfig ?? raw.config);
  return {
    hash: text(raw.hash, 512),
    revisionHash: text(raw.configRevisionHash, 512),
    appliedHash: text(raw.appliedConfigHash, 512),
    valid: raw.valid !== false,
    issues: records(raw.issues).map(
      (issue) => `${text(issue.path, 500) ?? '?'}: ${text(issue.message, 500) ?? 'invalid'}`,
    ),
    written,
    defaultExecMode: modeOf(record(written.tools).exec),
    execModes: execModesOf(written),
  };
}

function execModesOf(written: JsonRecord): AgentExecMode[] {
  const shared = modeOf(record(written.tools).exec);
  const entries = record(record(written.agents).entries);
  return Object.keys(entries).map((agentId) => ({
    agentId,
    mode: modeOf(record(record(entries[agentId]).tools).exec) ?? shared,
  }));
}

/** Releases before 2026.7 use `security` and `ask`. */
function modeOf(value: unknown): string | null {
  if (!isRecord(value)) return null;
  const mode = text(value.mode, 50);
  if (mode !== null) return mode;
  const security = text(value.security, 50);
  if (security === 'allowlist' && value.ask !== 'off') return 'ask';
  return security;
}
