import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import type { AgentRow, RuntimeState } from './agent-row.js';

/** Reads the agents that gateways run. */
@Injectable()
export class AgentsService {
  constructor(private readonly database: Database) {}

  /** The agent a gateway calls `externalId`, gone or not; null when none of that name was ever seen there. */
  async idOf(
    tx: Tx,
    organizationId: string,
    connectorId: string,
    externalId: string,
  ): Promise<{ id: string; name: string; runtimeState: RuntimeState } | null> {
    const [row]: AgentRow[] = await tx.query(
      `select * from agents where org_id = $1 and connector_id = $2 and external_id = $3`,
      [organizationId, connectorId, externalId],
    );
    return row ? { id: row.id, name: row.name, runtimeState: row.runtime_state } : null;
  }

  /** Agents by id, those gone from their gateway included; for loaders. */
  async byIds(ctx: Pick<Ctx, 'organizationId'>, ids: readonly string[]): Promise<Map<string, AgentRow>> {
    const rows: AgentRow[] = await this.database.within(ctx, (tx) =>
      tx.query(`select * from agents where org_id = $1 and id = any ($2)`, [ctx.organizationId, ids]),
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
