import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { decodeCursor, pageSize, toPage, type Page } from '../platform/graphql/keyset.js';
import type { AgentRow, RuntimeState } from './agent-row.js';
import { uuidOrNull } from '../platform/database/uuid.js';

type Tenant = Pick<Ctx, 'organizationId'>;

export interface AgentFilter {
  connectorId?: string | null;
  text?: string | null;
  runtimeState?: RuntimeState | null;
}

/** A page of agents; the total is counted only when asked for. */
export type AgentPage = Page<AgentRow> & { totalCount: () => Promise<number> };

/** $2 connector, $3 pattern, $4 runtime state. */
const matching = `org_id = $1 and removed_at is null and ($2::text is null or connector_id::text = $2)
  and ($3::text is null or name ilike $3 or external_id ilike $3) and ($4::text is null or runtime_state = $4)`;

/** Reads the agents that gateways run. */
@Injectable()
export class AgentsService {
  constructor(private readonly database: Database) {}

  /** Agents by name; those gone from their gateway are left out. */
  async list(
    ctx: Tenant,
    filter: AgentFilter,
    page: { first?: number | null; after?: string | null },
  ): Promise<AgentPage> {
    const size = pageSize(page.first);
    const key = decodeCursor(page.after, 2);
    const { connectorId = null, runtimeState = null } = filter;
    const wanted = [ctx.organizationId, connectorId, patternOf(filter.text), runtimeState];
    const rows: AgentRow[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select * from agents where ${matching}
         and ($5::text is null or (lower(name), id) > ($5, $6::uuid)) order by lower(name), id limit $7`,
        [...wanted, key?.[0] ?? null, key?.[1] ?? null, size + 1],
      ),
    );
    const found = toPage(
      rows,
      size,
      (row) => [row.name.toLowerCase(), row.id],
      (row) => row,
    );
    return { ...found, totalCount: () => this.count(ctx, wanted) };
  }

  /** One agent, gone or not; null when there is none with this id in the organisation. */
  async find(ctx: Tenant, id: string): Promise<AgentRow | null> {
    const rows: AgentRow[] = await this.database.within(ctx, (tx) =>
      tx.read(`select * from agents where org_id = $1 and id = $2::uuid`, [
        ctx.organizationId,
        uuidOrNull(id),
      ]),
    );
    return rows[0] ?? null;
  }

  /** Agents by id, those gone from their gateway included; for loaders. */
  async byIds(ctx: Tenant, ids: readonly string[]): Promise<Map<string, AgentRow>> {
    const rows: AgentRow[] = await this.database.within(ctx, (tx) =>
      tx.read(`select * from agents where org_id = $1 and id = any ($2)`, [ctx.organizationId, ids]),
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** How many agents each connector runs now; for loaders. */
  async countByConnector(ctx: Tenant, connectorIds: readonly string[]): Promise<Map<string, number>> {
    const rows: { connector_id: string; count: number }[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select connector_id, count(*)::int as count from agents
         where org_id = $1 and connector_id = any ($2) and removed_at is null group by connector_id`,
        [ctx.organizationId, connectorIds],
      ),
    );
    return new Map(rows.map((row) => [row.connector_id, row.count]));
  }

  /**
   * Ids of the agents that a gateway calls so, gone or not, by the gateway's name for them. A name never seen there
   * is left out.
   */
  async idsOf(
    tx: Tx,
    organizationId: string,
    connectorId: string,
    externalIds: readonly string[],
  ): Promise<Map<string, string>> {
    if (externalIds.length === 0) return new Map();
    const rows: { id: string; external_id: string }[] = await tx.query(
      `select id, external_id from agents where org_id = $1 and connector_id = $2 and external_id = any ($3::text[])`,
      [organizationId, connectorId, externalIds],
    );
    return new Map(rows.map((row) => [row.external_id, row.id]));
  }

  /** Numbers for the dashboard. */
  async overview(
    tx: Tx,
    organizationId: string,
  ): Promise<{ agentsOnline: number; agentsTotal: number; killSwitchesEngaged: number }> {
    const [row]: { agentsOnline: number; agentsTotal: number; killSwitchesEngaged: number }[] =
      await tx.query(
        `select count(*) filter (where runtime_state = 'ONLINE')::int as "agentsOnline", count(*)::int as "agentsTotal",
         (select count(*)::int from kill_switches k where k.org_id = $1
           and k.state in ('PENDING', 'CONFIRMED_STOPPED', 'UNKNOWN', 'LIFTING')) as "killSwitchesEngaged"
       from agents where org_id = $1 and removed_at is null`,
        [organizationId],
      );
    return row!;
  }

  private async count(ctx: Tenant, wanted: unknown[]): Promise<number> {
    const [row]: { count: number }[] = await this.database.within(ctx, (tx) =>
      tx.read(`select count(*)::int as count from agents where ${matching}`, wanted),
    );
    return row!.count;
  }
}

/** A pattern that finds the text anywhere; what is special in patterns stands for itself. */
function patternOf(text: string | null | undefined): string | null {
  const sought = text?.trim() ?? '';
  return sought === '' ? null : `%${sought.replace(/[\\%_]/g, '\\$&')}%`;
}
