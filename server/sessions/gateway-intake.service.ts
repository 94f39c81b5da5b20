import { Injectable } from '@nestjs/common';
import { ConnectorDirectory } from '../connectors/connector-directory.service.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import { jsonbText } from '../platform/database/jsonb.js';
import type { SessionRelation } from '../../schema/generated/types.js';
import type { WireBatch } from './session-batch.js';
import { takeTurn } from './session-source.js';
import { SessionSync } from './session-sync.service.js';

/** How far a gateway's session was read. Only saves work: what is read again changes nothing. */
export interface ReadMark {
  /** As the gateway says when it changed last. */
  updatedAtMs: number | null;
  /** The newest message's place. */
  seq: number | null;
}

/** A session as the reader of its gateway finds it here. */
export interface ReadSession {
  externalId: string;
  relation: SessionRelation;
  gone: boolean;
  mark: ReadMark | null;
}

/** Where in the gateway's name is written what it told. */
export interface GatewayPlace {
  organizationId: string;
  connectorId: string;
  ctx: Ctx;
}

/** Takes up what gateways tell of their sessions, in the same way as what hosts read. */
@Injectable()
export class GatewayIntake {
  constructor(
    private readonly database: Database,
    private readonly connectors: ConnectorDirectory,
    private readonly syncing: SessionSync,
  ) {}

  /** Sessions of the gateway, by their names there. */
  async known(
    { organizationId, connectorId }: GatewayPlace,
    names?: string[],
  ): Promise<Map<string, ReadSession>> {
    const rows: ReadSession[] = await this.database.within({ organizationId }, (tx) =>
      tx.query(
        `select external_id as "externalId", relation, source_gone_at is not null as gone, read_mark as mark from sessions
         where org_id = $1 and source_id = $2 and ($3::text[] is null or external_id = any ($3))`,
        [organizationId, connectorId, names ?? null],
      ),
    );
    return new Map(rows.map((row) => [row.externalId, row]));
  }

  /** Times (ms) of the session's model calls that are known. */
  async callTimes({ organizationId, connectorId }: GatewayPlace, externalId: string): Promise<Set<number>> {
    const rows: { at: Date }[] = await this.database.within({ organizationId }, (tx) =>
      tx.query(
        `select distinct u.at from session_usages u join sessions s on s.org_id = u.org_id and s.id = u.session_id
         where s.org_id = $1 and s.source_id = $2 and s.external_id = $3 and u.at is not null`,
        [organizationId, connectorId, externalId],
      ),
    );
    return new Set(rows.map(({ at }) => at.getTime()));
  }

  /**
   * One transaction: the batch, and how far its session was read with it.
   * @returns false when the connector was removed meanwhile: nothing of it is taken any more.
   */
  take(
    place: GatewayPlace,
    batch: WireBatch,
    read?: { externalId: string; mark: ReadMark },
  ): Promise<boolean> {
    const { organizationId, connectorId, ctx } = place;
    return this.database.write(ctx, async (tx) => {
      await takeTurn(tx, connectorId);
      const connector = await this.connectors.reading(tx, organizationId, connectorId);
      if (!connector) return false;
      await this.syncing.take(tx, ctx, { ...connector, kind: 'OPENCLAW', host_id: null }, batch);
      if (read) {
        await tx.query(
          `update sessions set read_mark = $4 where org_id = $1 and source_id = $2 and external_id = $3`,
          [organizationId, connectorId, read.externalId, jsonbText(read.mark)],
        );
      }
      return true;
    });
  }
}
