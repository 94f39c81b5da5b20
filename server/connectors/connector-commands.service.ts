import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.service.js';
import { afterCommit, type Tx } from '../platform/database/tx.js';
import { Every } from '../platform/jobs/reacts.js';
import { Doorbell } from '../platform/live/doorbell.js';
import type { ConnectorCommand } from './connector-command.js';
import { GatewayFeed, type GatewayPeer } from './gateway-feed.js';

interface CommandRow {
  id: string;
  org_id: string;
  connector_id: string;
  kind: string;
  subject_id: string;
  payload: Record<string, unknown>;
  attempts: number;
  expires_at: Date;
}

/** The queue of work for gateways, in PostgreSQL: it survives every crash and waits while a link is down, until it expires. */
@Injectable()
export class ConnectorCommands {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
    private readonly feed: GatewayFeed,
  ) {}

  /** Queues work in the caller's transaction. `expires` is a point in time, or seconds from now by the database's clock. */
  async queue(
    tx: Tx,
    work: Pick<ConnectorCommand, 'organizationId' | 'connectorId' | 'kind' | 'subjectId' | 'payload'>,
    expires: Date | number,
  ): Promise<string> {
    const id = this.clock.newId();
    const seconds = typeof expires === 'number' ? expires : null;
    await tx.query(
      `insert into connector_commands (org_id, id, connector_id, kind, subject_id, payload, expires_at)
       values ($1, $2, $3, $4, $5, $6, coalesce($7::timestamptz, now() + make_interval(secs => $8)))`,
      [
        work.organizationId,
        id,
        work.connectorId,
        work.kind,
        work.subjectId,
        work.payload,
        seconds === null ? expires : null,
        seconds ?? 0,
      ],
    );
    afterCommit(tx, () => this.doorbell.ring('commands', work.connectorId));
    return id;
  }

  /** Withdraws queued work about a subject: it was overtaken. */
  async withdraw(tx: Tx, organizationId: string, subjectId: string, kind: string): Promise<void> {
    await tx.query(
      `update connector_commands set state = 'WITHDRAWN', finished_at = now()
       where org_id = $1 and subject_id = $2 and kind = $3 and state = 'QUEUED'`,
      [organizationId, subjectId, kind],
    );
  }

  async due(peer: GatewayPeer, limit: number): Promise<ConnectorCommand[]> {
    const rows: CommandRow[] = await this.database.within(peer, (tx) =>
      tx.query(
        `select * from connector_commands where org_id = $1 and connector_id = $2 and state = 'QUEUED'
         and next_attempt_at <= now() and expires_at > now() order by next_attempt_at, id limit $3`,
        [peer.organizationId, peer.connectorId, limit],
      ),
    );
    return rows.map(toCommand);
  }

  async finish(organizationId: string, id: string, result: unknown): Promise<void> {
    await this.database.within({ organizationId }, (tx) =>
      tx.query(
        `update connector_commands set state = 'DONE', finished_at = now(), attempts = attempts + 1, result = $3
         where org_id = $1 and id = $2 and state = 'QUEUED'`,
        [organizationId, id, JSON.stringify(result ?? null)],
      ),
    );
  }

  async postpone(organizationId: string, id: string, retryInMs: number, note: string): Promise<void> {
    await this.database.within({ organizationId }, (tx) =>
      tx.query(
        `update connector_commands set attempts = attempts + 1, result = $4,
           next_attempt_at = now() + make_interval(secs => $3::float8 / 1000)
         where org_id = $1 and id = $2 and state = 'QUEUED'`,
        [organizationId, id, retryInMs, JSON.stringify({ note: note.slice(0, 500) })],
      ),
    );
  }

  /** Gives up work whose time ran out, and lets its room say so. Runs on one worker. */
  @Every(10)
  async expire(): Promise<void> {
    const orgs = await this.database.query<{ id: string }>('select sys_orgs_with_expired_commands() as id');
    for (const { id: organizationId } of orgs) {
      const rows: CommandRow[] = await this.database.within({ organizationId }, (tx) =>
        tx.query(
          `select * from connector_commands where org_id = $1 and state = 'QUEUED' and expires_at < now() limit 500`,
          [organizationId],
        ),
      );
      for (const row of rows) await this.giveUp(toCommand(row));
    }
  }

  private async giveUp(command: ConnectorCommand): Promise<void> {
    await this.feed.handlerOf(command.kind)?.expired(command.organizationId, command);
    await this.database.within(command, (tx) =>
      tx.query(
        `update connector_commands set state = 'EXPIRED', finished_at = now() where org_id = $1 and id = $2 and state = 'QUEUED'`,
        [command.organizationId, command.id],
      ),
    );
  }
}

function toCommand(row: CommandRow): ConnectorCommand {
  return {
    id: row.id,
    organizationId: row.org_id,
    connectorId: row.connector_id,
    kind: row.kind,
    subjectId: row.subject_id,
    payload: row.payload,
    attempts: row.attempts,
    expiresAt: row.expires_at,
  };
}
