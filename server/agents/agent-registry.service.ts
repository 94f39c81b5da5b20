import { Injectable } from '@nestjs/common';
import type { GatewayPeer } from '../connectors/gateway-feed.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.service.js';
import { jsonbText, plainText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import { EventLog } from '../platform/events/event-log.service.js';
import type { AgentRow } from './agent-row.js';
import { lookAtAgents, type GatewayLook } from './agent-sightings.js';
import { noWork, type AgentWork } from './agent-work.rules.js';
import { agentEvents } from './agents.events.js';
import { newsOf, type AgentSighting } from './agents.rules.js';
import { lockAgents, settleRuntimeStates } from './runtime-states.js';
import { wholeGateway } from './stop-plan.js';

interface Known {
  row: AgentRow;
  /** Whether something of ours holds the agent at the gateway, so that what it shows is our doing. */
  held: boolean;
}

/** Keeps the registry of agents equal to what gateways show. Reading twice changes nothing. */
@Injectable()
export class AgentRegistry {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: EventLog,
  ) {}

  /** Reads a gateway's agents and writes them down. A gateway that does not show its agents changes nothing. */
  async sync(peer: GatewayPeer): Promise<void> {
    const stoppedBefore = await this.database.within(peer, (tx) => stoppedPlaces(tx, peer));
    const look = await lookAtAgents(peer.connection);
    if (look === null) return;
    await this.database.within(peer, async (tx) => {
      await lockAgents(tx, peer.organizationId);
      const stoppedNow = await stoppedPlaces(tx, peer);
      const known = await knownAgents(tx, peer, new Set([...stoppedBefore, ...stoppedNow]));
      await this.write(tx, peer, { look, known });
    });
  }

  private async write(
    tx: Tx,
    peer: GatewayPeer,
    { look, known }: { look: GatewayLook; known: Map<string, Known> },
  ): Promise<void> {
    for (const seen of look.agents) {
      const before = known.get(seen.externalId);
      known.delete(seen.externalId);
      const work = look.work && (look.work.get(seen.externalId) ?? noWork);
      if (before) await this.seenAgain(tx, peer, before, { seen, work });
      else await this.discovered(tx, peer, { seen, work: work ?? noWork });
    }
    // An order on the whole gateway or organisation holds newcomers from their first moment.
    await settleRuntimeStates(tx, peer.organizationId);
    for (const { row } of known.values()) if (row.removed_at === null) await this.gone(tx, peer, row);
  }

  private async discovered(
    tx: Tx,
    peer: GatewayPeer,
    { seen, work }: { seen: AgentSighting; work: AgentWork },
  ): Promise<void> {
    const id = this.clock.newId();
    await tx.query(
      `insert into agents (org_id, connector_id, id, external_id, name, emoji, model, is_default, tools, workspace, exec_mode)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [peer.organizationId, peer.connectorId, id, ...columnsOf(seen)],
    );
    await writeWork(tx, peer, id, work);
    await this.announce(tx, peer, { type: agentEvents.discovered, id, seen });
  }

  private async seenAgain(
    tx: Tx,
    peer: GatewayPeer,
    { row, held }: Known,
    { seen, work }: { seen: AgentSighting; work: AgentWork | null },
  ): Promise<void> {
    // What we made of model, tools and exec mode is not what the agent is configured with.
    const kept = held ? { ...seen, model: row.model, tools: row.tools, execMode: row.exec_mode } : seen;
    await tx.query(
      `update agents set name = $4, emoji = $5, model = $6, is_default = $7, tools = $8, workspace = $9,
         exec_mode = $10, last_seen_at = now(), removed_at = null where org_id = $1 and id = $2 and external_id = $3`,
      [peer.organizationId, row.id, ...columnsOf(kept)],
    );
    if (work) await writeWork(tx, peer, row.id, work);
    if (row.removed_at !== null)
      return this.announce(tx, peer, { type: agentEvents.discovered, id: row.id, seen });
    const news = newsOf(row, seen, held);
    if (!news) return;
    await this.events.record(tx, peer.ctx, {
      type: agentEvents.changed,
      subject: { type: 'agent', id: row.id, label: seen.name },
      agentId: row.id,
      ...news,
    });
  }

  private async gone(tx: Tx, peer: GatewayPeer, row: AgentRow): Promise<void> {
    await tx.query(
      `update agents set removed_at = now(), running_session_count = 0 where org_id = $1 and id = $2`,
      [peer.organizationId, row.id],
    );
    await this.events.record(tx, peer.ctx, {
      type: agentEvents.gone,
      subject: { type: 'agent', id: row.id, label: row.name },
      agentId: row.id,
      before: { externalId: row.external_id, connectorId: peer.connectorId, connector: peer.connectorName },
    });
  }

  private async announce(
    tx: Tx,
    peer: GatewayPeer,
    { type, id, seen }: { type: string; id: string; seen: AgentSighting },
  ): Promise<void> {
    const { externalId, name, model, execMode, workspace } = seen;
    await this.events.record(tx, peer.ctx, {
      type,
      subject: { type: 'agent', id, label: name },
      agentId: id,
      after: {
        externalId,
        model,
        execMode,
        workspace,
        connectorId: peer.connectorId,
        connector: peer.connectorName,
      },
    });
  }
}

/** Where something of ours changed the gateway; it may be let go while the gateway is being read. */
async function stoppedPlaces(tx: Tx, peer: GatewayPeer): Promise<string[]> {
  const rows: { place: string }[] = await tx.query(
    `select agent_external_id as place from gateway_stops where org_id = $1 and connector_id = $2`,
    [peer.organizationId, peer.connectorId],
  );
  return rows.map((row) => row.place);
}

/** By the gateway's id. */
async function knownAgents(
  tx: Tx,
  peer: GatewayPeer,
  stopped: ReadonlySet<string>,
): Promise<Map<string, Known>> {
  const rows: AgentRow[] = await tx.query(`select * from agents where org_id = $1 and connector_id = $2`, [
    peer.organizationId,
    peer.connectorId,
  ]);
  const held = (row: AgentRow) =>
    stopped.has(wholeGateway) || stopped.has(row.external_id) || row.runtime_state !== 'ONLINE';
  return new Map(rows.map((row) => [row.external_id, { row, held: held(row) }]));
}

/** In the order external_id, name, emoji, model, is_default, tools, workspace, exec_mode. */
function columnsOf(seen: AgentSighting): unknown[] {
  const { externalId, name, emoji, model, isDefault, tools, workspace, execMode } = seen;
  return [externalId, name, emoji, model, isDefault, jsonbText(tools), workspace, execMode];
}

async function writeWork(tx: Tx, peer: GatewayPeer, id: string, work: AgentWork): Promise<void> {
  await tx.query(
    `update agents set running_session_count = $3, session_count = $4, last_run_error = $5,
       last_activity_at = coalesce($6, last_activity_at) where org_id = $1 and id = $2`,
    [
      peer.organizationId,
      id,
      work.running,
      work.total,
      work.lastRunError === null ? null : plainText(work.lastRunError),
      work.lastActivityAtMs === null ? null : new Date(work.lastActivityAtMs),
    ],
  );
}
