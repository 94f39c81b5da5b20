import { createHash } from 'node:crypto';
import { canonicalize } from '../platform/crypto/canonical-json.js';
import type { GatewayApproval } from '../connectors/openclaw/approval-types.js';

/** Above this the action cannot be shown whole, so it cannot be allowed. UTF-8 bytes. */
export const showableBytes = 256 * 1024;

/** Everything a decision binds to. What the gateway does not tell is null, never guessed. */
export interface CanonicalAction {
  v: 1;
  organizationId: string;
  connectorId: string;
  externalId: string;
  kind: string;
  tool: string;
  action: string;
  argv: string[] | null;
  cwd: string | null;
  host: string | null;
  nodeId: string | null;
  resolvedPath: string | null;
  agentId: string | null;
  sessionKey: string | null;
  runId: string | null;
  toolCallId: string | null;
  gatewayExpiresAtMs: number | null;
}

export interface BoundAction {
  canonical: string;
  /** SHA-256 of `canonical`, hex. */
  digest: string;
  action: string;
  tool: string;
  showable: boolean;
}

/** The canonical action (RFC 8785) of a request and its digest. */
export function bindAction(
  place: { organizationId: string; connectorId: string },
  asked: GatewayApproval,
): BoundAction {
  const action = wellFormed(actionText(asked));
  const tool = asked.toolName ?? (asked.kind === 'exec' ? 'exec' : (asked.pluginId ?? 'plugin'));
  const value: CanonicalAction = {
    v: 1,
    organizationId: place.organizationId,
    connectorId: place.connectorId,
    externalId: asked.externalId,
    kind: asked.kind,
    tool: wellFormed(tool),
    action,
    argv: asked.argv?.map(wellFormed) ?? null,
    cwd: maybe(asked.cwd),
    host: maybe(asked.host),
    nodeId: maybe(asked.nodeId),
    resolvedPath: maybe(asked.resolvedPath),
    agentId: maybe(asked.agentId),
    sessionKey: maybe(asked.sessionKey),
    runId: maybe(asked.runId),
    toolCallId: maybe(asked.toolCallId),
    gatewayExpiresAtMs: asked.expiresAtMs,
  };
  const canonical = canonicalize(value);
  return {
    canonical,
    digest: sha256(canonical),
    action,
    tool: value.tool,
    showable: Buffer.byteLength(action) <= showableBytes,
  };
}

/** Identity of an action regardless of when and under which id it was asked: for finding earlier decisions. */
export function actionHash(bound: { action: string; tool: string }, cwd: string | null): string {
  return sha256(canonicalize({ action: bound.action, cwd, tool: bound.tool }));
}

/** What will happen, whole: the command line, or what the plugin says it is about to do. */
function actionText(asked: GatewayApproval): string {
  if (asked.command !== null) return asked.command;
  return [asked.title, asked.description].filter((part) => part !== null).join('\n\n');
}

/** RFC 8785 knows no lone surrogates; they become U+FFFD, which the display marks. */
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

function maybe(text: string | null): string | null {
  return text === null ? null : wellFormed(text);
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
