import type { GatewayApproval } from '../connectors/openclaw/approval-types.js';
import type { ApprovalDetails, Decision } from './approval-row.js';

const decisions: Record<string, Decision> = {
  'allow-once': 'ALLOW_ONCE',
  'allow-always': 'ALLOW_ALWAYS',
  deny: 'DENY',
};

/** What is shown beside the action: who asked, why, what the gateway warns of and offers. All of it untrusted text. */
export function describeRequest(asked: GatewayApproval, showable: boolean): ApprovalDetails {
  const offered = offeredDecisions(asked);
  return {
    agentExternalId: asked.agentId,
    reason: asked.kind === 'exec' ? null : asked.description,
    warnings: warningLines(asked),
    severity: asked.severity,
    offered: showable ? offered : ['DENY'],
    allowAlwaysUnavailable: offered.includes('ALLOW_ALWAYS') ? null : whyNotAlways(asked),
    requesters: requestersOf(asked),
    showable,
  };
}

function offeredDecisions(asked: GatewayApproval): Decision[] {
  const offered = asked.allowedDecisions
    .map((d) => decisions[d])
    .filter((d): d is Decision => d !== undefined);
  return offered.length > 0 ? offered : ['ALLOW_ONCE', 'DENY'];
}

function whyNotAlways(asked: GatewayApproval): string {
  if (!asked.unavailableDecisions.includes('allow-always'))
    return 'The gateway does not offer it for this request.';
  return 'The gateway offers it only for programs its own user cannot overwrite; it may be running as root.';
}

function warningLines(asked: GatewayApproval): string[] {
  const lines = [asked.warningText, ...(asked.commandAnalysis?.warningLines ?? [])];
  return lines.filter((line): line is string => Boolean(line)).slice(0, 20);
}

/** Outermost first: the person or channel the turn came from, the agent, and the session when it is not its main one. */
function requestersOf(asked: GatewayApproval): ApprovalDetails['requesters'] {
  const { raw } = asked;
  const request = isRecord(raw.request) ? raw.request : raw;
  const channel = typeof request.turnSourceChannel === 'string' ? request.turnSourceChannel : null;
  const cron = request.cronExecutionSource;
  const session = asked.sessionKey;
  return [
    cron ? { kind: 'cron', label: cronLabel(cron) } : null,
    channel ? { kind: 'channel', label: channel.slice(0, 200) } : null,
    asked.agentId ? { kind: 'agent', label: asked.agentId } : null,
    session && !/^agent:[^:]+:main$/.test(session) ? { kind: 'session', label: session } : null,
  ].filter((entry) => entry !== null);
}

function cronLabel(cron: unknown): string {
  if (!isRecord(cron)) return 'A scheduled job';
  const name = cron.jobName ?? cron.name ?? cron.jobId;
  return typeof name === 'string' ? name.slice(0, 200) : 'A scheduled job';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
