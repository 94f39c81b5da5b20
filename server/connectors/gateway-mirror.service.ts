import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.service.js';
import { jsonbText } from '../platform/database/jsonb.js';
import type { GatewayPeer } from './gateway-feed.js';
import type { GatewayEvent } from './openclaw/frames.js';
import { listModels } from './openclaw/read-agents.js';
import { readConfig } from './openclaw/read-config.js';
import { listSessions, subscribeSessions } from './openclaw/read-sessions.js';
import { listPresence, presenceOf, readHealth } from './openclaw/read-status.js';
import { readUsage } from './openclaw/read-usage.js';

const keepSessions = 100;
const lookAtSessions = 1000;

/** Keeps what a gateway shows of itself: models, sessions, usage totals, presence, health, how it asks for approvals. */
@Injectable()
export class GatewayMirror {
  constructor(private readonly database: Database) {}

  async sync(peer: GatewayPeer): Promise<void> {
    const { connection } = peer;
    await subscribeSessions(connection);
    const models = (await listModels(connection)) ?? [];
    const sessions = await listSessions(connection, lookAtSessions);
    const usage = await readUsage(connection);
    const presence = (await listPresence(connection)) ?? [];
    const health = await readHealth(connection);
    const config = await readConfig(connection);
    const shown = {
      models: models.map((m) => ({
        id: m.modelId,
        name: m.name ?? m.modelId,
        provider: m.provider,
        contextWindow: m.contextWindow,
      })),
      sessions: (sessions?.sessions ?? []).slice(0, keepSessions).map(({ raw: _raw, ...session }) => session),
      usage,
      presence: presence.map(({ raw: _raw, ...client }) => client),
    };
    await this.database.within(peer, async (tx) => {
      await tx.query(
        `insert into connector_mirrors (org_id, connector_id, models, sessions, session_count, usage, presence, synced_at)
         values ($1, $2, $3, $4, $5, $6, $7, now())
         on conflict (org_id, connector_id) do update set models = excluded.models, sessions = excluded.sessions,
           session_count = excluded.session_count, usage = excluded.usage, presence = excluded.presence, synced_at = now()`,
        [
          peer.organizationId,
          peer.connectorId,
          jsonbText(shown.models),
          jsonbText(shown.sessions),
          sessions?.total ?? shown.sessions.length,
          jsonbText(shown.usage),
          jsonbText(shown.presence),
        ],
      );
      await tx.query(`update connectors set healthy = $3, exec_mode = $4 where org_id = $1 and id = $2`, [
        peer.organizationId,
        peer.connectorId,
        health?.ok ?? null,
        config ? (config.defaultExecMode ?? 'full') : null,
      ]);
    });
  }

  /** Cheap live updates between syncs. Each presence event tells of all clients, so that only the last one counts. */
  async hear(peer: GatewayPeer, events: readonly GatewayEvent[]): Promise<void> {
    const last = events.findLast(({ event }) => event === 'presence');
    if (!last) return;
    const clients = presenceOf(last.payload).map(({ raw: _raw, ...client }) => client);
    await this.database.within(peer, (tx) =>
      tx.query(`update connector_mirrors set presence = $3 where org_id = $1 and connector_id = $2`, [
        peer.organizationId,
        peer.connectorId,
        jsonbText(clients),
      ]),
    );
  }
}
