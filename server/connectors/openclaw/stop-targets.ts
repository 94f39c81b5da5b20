import type { GatewayConnection } from './gateway-connection.js';
import { list, record, records, text } from './loose-json.js';
import { RpcError } from './protocol-errors.js';
import { requireConfig } from './config-patch.js';
import type { Lever, StopScope } from './stop-record.js';

/**
 * The agents a stop has to close. Rejects with UNKNOWN_AGENT when the gateway has no such agent, and with UNSUPPORTED
 * when its release keeps agents in a list rather than by id (before 2026.8).
 */
export async function scopedAgents(connection: GatewayConnection, scope: StopScope): Promise<string[]> {
  const { written } = await requireConfig(connection);
  const agents = record(written.agents);
  if (list(agents.list).length > 0)
    throw refuse(
      'UNSUPPORTED',
      'This release of OpenClaw keeps agents in a form whose settings cannot be closed from here. Abort its runs and update it.',
    );
  const { agents: rows } = record(await connection.request('agents.list'));
  const known = records(rows).flatMap(({ id }) => text(id, 256) ?? []);
  const all = [...new Set([...known, ...Object.keys(record(agents.entries))])];
  if (scope.kind === 'agent' && !all.includes(scope.agentId)) {
    throw refuse('UNKNOWN_AGENT', 'The gateway has no agent of this name any more.');
  }
  return all;
}

/** The dotted paths of the levers a refused write complained about; older releases lack some settings. */
export function unsupportedLevers(error: RpcError, levers: readonly Lever[]): string[] {
  const complaints = records(error.error.details.issues).flatMap(({ path }) => dotted(path));
  const about = (path: string) =>
    complaints.some((at) => at === path || path.startsWith(`${at}.`) || at.startsWith(`${path}.`));
  return levers.map(({ path }) => path.join('.')).filter(about);
}

function dotted(path: unknown): string[] {
  if (Array.isArray(path)) return [path.join('.')];
  // An issue of the whole file blames nobody.
  return typeof path === 'string' && path !== '' ? [path] : [];
}

function refuse(code: string, words: string): RpcError {
  return RpcError.local('agents.list', code, words);
}
