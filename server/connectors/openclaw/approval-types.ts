import type { JsonRecord } from './loose-json.js';

export type ApprovalKind = 'exec' | 'plugin';
export type GatewayDecision = 'allow-once' | 'allow-always' | 'deny';

/** One approval as the gateway tells it, the same shape whatever release and whatever frame it came in. */
export interface GatewayApproval {
  externalId: string;
  kind: ApprovalKind;
  /** The command line of an exec approval; null for plugin approvals. Untrusted text, whole. */
  command: string | null;
  argv: string[] | null;
  cwd: string | null;
  host: string | null;
  nodeId: string | null;
  agentId: string | null;
  sessionKey: string | null;
  sessionId: string | null;
  runId: string | null;
  toolCallId: string | null;
  toolName: string | null;
  pluginId: string | null;
  title: string | null;
  description: string | null;
  severity: string | null;
  /** The executable the gateway would start. */
  resolvedPath: string | null;
  warningText: string | null;
  commandAnalysis: CommandAnalysis | null;
  allowedDecisions: GatewayDecision[];
  unavailableDecisions: GatewayDecision[];
  ask: string | null;
  security: string | null;
  createdAtMs: number | null;
  expiresAtMs: number | null;
  raw: JsonRecord;
}

/** The gateway's own look at a command. */
export interface CommandAnalysis {
  commandCount: number | null;
  nestedCommandCount: number | null;
  riskKinds: string[];
  warningLines: string[];
}

export type ResolutionStatus = 'allowed' | 'denied' | 'expired' | 'cancelled';

/** How an approval ended on the gateway. */
export interface GatewayResolution {
  externalId: string;
  status: ResolutionStatus;
  decision: GatewayDecision | null;
  /** user, timeout, run-aborted, gateway-restart, …; null when the frame does not tell. */
  reason: string | null;
  /** A display name, client id or device id: the gateway knows no people. Null when nobody decided. */
  resolvedBy: string | null;
  resolvedAtMs: number | null;
  raw: JsonRecord;
}

/** What became of one tool call. */
export interface ToolOutcome {
  runId: string;
  toolCallId: string;
  sessionKey: string | null;
  agentId: string | null;
  toolName: string | null;
  isError: boolean;
  exitCode: number | null;
  exitReason: string | null;
  durationMs: number | null;
  /** At most 4 KiB of UTF-8. Untrusted text. */
  outputPreview: string;
  /** The gateway refused the call, so nothing ran. */
  denied: boolean;
  /** The command goes on in the background; its exit code is unknown. */
  background: boolean;
}
