import type { ToolOutcome } from './approval-types.js';
import type { GatewayEvent } from './frames.js';
import { flag, number, record, records, text, type JsonRecord } from './loose-json.js';

const PREVIEW_BYTES = 4096;
/** How the gateway words a call it did not run: exec policy or approval, plugin approval denied, timed out, blocked. */
export const DENIED =
  /^(?:Exec denied\b|exec denied\b|Denied by user\b|Approval timed out\b|SYSTEM_RUN_DENIED\b)/;

/**
 * The outcome of a tool call, or null when the event tells none. Three frames tell it: `agent` with stream `tool`
 * (to the connection that started the run), `session.tool` (to everyone subscribed), and `agent` with stream
 * `command_output` (only exec; older releases send nothing else). The same call may be told twice.
 */
export function toolOutcomeOf(event: GatewayEvent): ToolOutcome | null {
  if (event.event !== 'agent' && event.event !== 'session.tool') return null;
  const payload = record(event.payload);
  const data = record(payload.data);
  if (payload.stream === 'tool' && data.phase === 'result') return fromToolResult(payload, data);
  if (payload.stream === 'command_output' && data.phase === 'end') return fromCommandOutput(payload, data);
  return null;
}

function fromToolResult(payload: JsonRecord, data: JsonRecord): ToolOutcome | null {
  const result = record(data.result);
  const details = record(result.details);
  // Releases before 2026.6 answer the tool call first and run the command after the decision: no outcome yet.
  if (details.status === 'approval-pending') return null;
  const output = records(result.content)
    .map((part) => text(part.text, PREVIEW_BYTES))
    .find((part) => part !== null);
  return outcome(payload, data, {
    isError: flag(data.isError),
    exitCode: number(details.exitCode),
    exitReason: text(details.exitReason, 200) ?? text(details.status, 200),
    durationMs: number(details.durationMs),
    output: output ?? '',
    background: details.status === 'running',
  });
}

function fromCommandOutput(payload: JsonRecord, data: JsonRecord): ToolOutcome | null {
  return outcome(payload, data, {
    isError: data.status === 'failed',
    exitCode: number(data.exitCode),
    exitReason: text(data.status, 200),
    durationMs: number(data.durationMs),
    output: text(data.output, PREVIEW_BYTES) ?? '',
    background: data.status === 'running',
  });
}

interface Told {
  isError: boolean;
  exitCode: number | null;
  exitReason: string | null;
  durationMs: number | null;
  output: string;
  background: boolean;
}

function outcome(payload: JsonRecord, data: JsonRecord, told: Told): ToolOutcome | null {
  const runId = text(payload.runId);
  const toolCallId = text(data.toolCallId);
  if (runId === null || toolCallId === null) return null;
  const { output, ...rest } = told;
  return {
    runId,
    toolCallId,
    sessionKey: text(payload.sessionKey),
    agentId: text(payload.agentId),
    toolName: text(data.name),
    ...rest,
    outputPreview: firstBytes(output),
    denied: told.isError && told.exitCode === null && DENIED.test(deniedText(output)),
  };
}

/** Plugin denials arrive as a JSON report `{status, tool, error}` in the text. */
function deniedText(output: string): string {
  const inReport = /"error":\s*"([^"]{0,200})/.exec(output);
  return inReport?.[1] ?? output;
}

function firstBytes(output: string): string {
  const bytes = Buffer.from(output, 'utf8');
  if (bytes.length <= PREVIEW_BYTES) return output;
  return bytes.subarray(0, PREVIEW_BYTES).toString('utf8').replace(/�$/, '');
}
