import type { CommandAnalysis, GatewayApproval, GatewayDecision, ApprovalKind } from './approval-types.js';
import type { GatewayEvent } from './frames.js';
import { isRecord, list, number, record, text, texts, timeMs, type JsonRecord } from './loose-json.js';

/** Commands are shown and digested whole; 1 MiB is beyond what a gateway can start. */
const MAX_COMMAND = 1024 * 1024;
const MAX_ID = 256;
const DECISIONS: readonly GatewayDecision[] = ['allow-once', 'allow-always', 'deny'];

/**
 * The approval of an `exec.approval.requested` or `plugin.approval.requested` event; null for other events and for
 * an approval without an id.
 */
export function approvalOfEvent(event: GatewayEvent): GatewayApproval | null {
  if (event.event === 'exec.approval.requested') return readApproval(event.payload, 'exec');
  if (event.event === 'plugin.approval.requested') return readApproval(event.payload, 'plugin');
  return null;
}

/** One row of `exec.approval.list` or `plugin.approval.list`, or the payload of a requested event. */
export function readApproval(value: unknown, kind: ApprovalKind): GatewayApproval | null {
  if (!isRecord(value)) return null;
  return build(value, record(value.request), kind);
}

/** A snapshot of `approval.get`, `approval.resolve` or `approval.history`; these name things differently. */
export function readSnapshot(value: unknown): GatewayApproval | null {
  if (!isRecord(value)) return null;
  const shown = record(value.presentation);
  const source = record(value.source);
  const kind = shown.kind === 'plugin' ? 'plugin' : shown.kind === 'exec' ? 'exec' : null;
  if (kind === null) return null;
  const request = { ...shown, command: shown.commandText, sessionKey: source.sessionKey };
  return build(value, { ...request, agentId: shown.agentId ?? source.agentId }, kind);
}

/** Reads a decision; anything else is null. */
export function readDecision(value: unknown): GatewayDecision | null {
  return DECISIONS.find((decision) => decision === value) ?? null;
}

/** The id of an approval frame, or null when it has none we could send back. */
export function readApprovalId(value: unknown): string | null {
  const usable = typeof value === 'string' && value.length > 0 && value.length <= MAX_ID;
  return usable ? value : null;
}

function build(outer: JsonRecord, request: JsonRecord, kind: ApprovalKind): GatewayApproval | null {
  const externalId = readApprovalId(outer.id);
  if (externalId === null) return null;
  return {
    externalId,
    kind,
    ...what(request, kind),
    ...who(request),
    ...presented(request),
    allowedDecisions: decisions(request.allowedDecisions) ?? [...DECISIONS],
    unavailableDecisions: decisions(request.unavailableDecisions) ?? [],
    createdAtMs: timeMs(outer.createdAtMs),
    expiresAtMs: timeMs(outer.expiresAtMs),
    raw: outer,
  };
}

function what(request: JsonRecord, kind: ApprovalKind) {
  return {
    command: kind === 'exec' ? text(request.command, MAX_COMMAND) : null,
    argv: argvOf(request),
    cwd: text(request.cwd, MAX_COMMAND),
    host: text(request.host),
    nodeId: text(request.nodeId),
    toolName: text(request.toolName) ?? (kind === 'exec' ? 'exec' : null),
    pluginId: text(request.pluginId),
    resolvedPath: text(request.resolvedPath),
    security: text(request.security),
    ask: text(request.ask),
  };
}

function who(request: JsonRecord) {
  return {
    agentId: text(request.agentId),
    sessionKey: text(request.sessionKey),
    sessionId: text(request.sessionId),
    runId: text(request.runId),
    toolCallId: text(request.toolCallId),
  };
}

function presented(request: JsonRecord) {
  return {
    title: text(request.title),
    description: text(request.description, 64 * 1024),
    severity: text(request.severity),
    warningText: text(request.warningText, 64 * 1024),
    commandAnalysis: analysisOf(request.commandAnalysis),
  };
}

/** Node commands carry their argument vector in one of several places. */
function argvOf(request: JsonRecord): string[] | null {
  const candidates = [request.commandArgv, request.argv, record(request.systemRunPlan).argv];
  const argv = candidates.find((value) => Array.isArray(value) && value.length > 0);
  return argv === undefined ? null : list(argv).map(String);
}

function analysisOf(value: unknown): CommandAnalysis | null {
  if (!isRecord(value)) return null;
  return {
    commandCount: number(value.commandCount),
    nestedCommandCount: number(value.nestedCommandCount),
    riskKinds: texts(value.riskKinds, 100),
    warningLines: texts(value.warningLines, 100),
  };
}

/** Absent means the release does not tell; then every decision may be offered. */
function decisions(value: unknown): GatewayDecision[] | null {
  if (!Array.isArray(value)) return null;
  return DECISIONS.filter((decision) => value.includes(decision));
}
