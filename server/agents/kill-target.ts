import { ConnectorDirectory, type ListedConnector } from '../connectors/connector-directory.service.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import type { AgentRow } from './agent-row.js';
import type { KillScope } from './kill-switch-row.js';
import { uuidOrNull } from '../platform/database/uuid.js';

/** What a stop order is about, found in the database. */
export interface KillTarget {
  id: string;
  name: string;
  connectorId: string | null;
  agentId: string | null;
  /** The gateways that have to stop something. */
  connectors: ListedConnector[];
}

/**
 * Looks up the target of an order.
 * @throws AppError NOT_FOUND, the same for a foreign id; INVALID_INPUT when scope and id do not go together.
 */
export async function findKillTarget(
  tx: Tx,
  directory: ConnectorDirectory,
  at: { organizationId: string; scope: KillScope; targetId: string | null },
): Promise<KillTarget> {
  if (at.scope === 'ORGANIZATION') return organization(tx, directory, at);
  if (at.targetId === null || at.targetId === '') {
    throw new AppError('INVALID_INPUT', undefined, {
      fields: { targetId: at.scope === 'AGENT' ? 'Say which agent.' : 'Say which connector.' },
    });
  }
  return at.scope === 'AGENT'
    ? agent(tx, directory, at.organizationId, at.targetId)
    : connector(tx, directory, at.organizationId, at.targetId);
}

async function organization(
  tx: Tx,
  directory: ConnectorDirectory,
  { organizationId, targetId }: { organizationId: string; targetId: string | null },
): Promise<KillTarget> {
  if (targetId !== null && targetId !== organizationId) throw new AppError('NOT_FOUND');
  const [row]: { name: string }[] = await tx.query(`select name from organizations where id = $1`, [
    organizationId,
  ]);
  if (!row) throw new AppError('NOT_FOUND');
  const connectors = await directory.live(tx, organizationId);
  return { id: organizationId, name: row.name, connectorId: null, agentId: null, connectors };
}

async function connector(
  tx: Tx,
  directory: ConnectorDirectory,
  organizationId: string,
  id: string,
): Promise<KillTarget> {
  const connectors = await directory.live(tx, organizationId, id);
  const [found] = connectors;
  if (!found) throw new AppError('NOT_FOUND');
  return { id: found.id, name: found.name, connectorId: found.id, agentId: null, connectors };
}

async function agent(
  tx: Tx,
  directory: ConnectorDirectory,
  organizationId: string,
  id: string,
): Promise<KillTarget> {
  const [row]: AgentRow[] = await tx.query(
    `select * from agents where org_id = $1 and id = $2::uuid and removed_at is null`,
    [organizationId, uuidOrNull(id)],
  );
  const connectors = row ? await directory.live(tx, organizationId, row.connector_id) : [];
  if (!row || connectors.length === 0) throw new AppError('NOT_FOUND');
  return { id: row.id, name: row.name, connectorId: row.connector_id, agentId: row.id, connectors };
}
