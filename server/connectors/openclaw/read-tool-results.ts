import { advertisedCall } from './optional-call.js';
import type { ToolOutcome } from './approval-types.js';
import type { GatewayConnection } from './gateway-connection.js';
import { flag, record, records, text } from './loose-json.js';
import { DENIED } from './tool-outcomes.js';

const PREVIEW = 4096;

/**
 * What became of a tool call, from the session's own transcript: for calls that ended while nobody listened. Null when
 * the transcript does not tell (yet), or the gateway does not. The transcript knows no exit code.
 */
export async function findToolResult(
  connection: GatewayConnection,
  call: { sessionKey: string; runId: string; toolCallId: string },
): Promise<ToolOutcome | null> {
  const answer = await advertisedCall(connection, 'chat.history', {
    sessionKey: call.sessionKey,
    limit: 200,
  });
  const message = records(record(answer).messages).findLast(
    (row) =>
      row.role === 'toolResult' &&
      row.toolCallId === call.toolCallId &&
      (text(record(row.__openclaw).runId) ?? call.runId) === call.runId,
  );
  if (!message) return null;
  const output =
    records(message.content)
      .map((part) => text(part.text, PREVIEW))
      .find((part) => part !== null) ?? '';
  const isError = flag(message.isError);
  return {
    runId: call.runId,
    toolCallId: call.toolCallId,
    sessionKey: call.sessionKey,
    agentId: null,
    toolName: text(message.toolName),
    isError,
    exitCode: null,
    exitReason: 'Read from the session’s transcript.',
    durationMs: null,
    outputPreview: output,
    denied: isError && DENIED.test(output),
    background: false,
  };
}
