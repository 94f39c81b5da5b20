import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { columnValues, rowsOf, type ColumnList } from '../platform/database/column-list.js';
import { Database } from '../platform/database/database.service.js';
import { Gathering } from '../platform/database/gathering.js';
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

type QueuedWork = Pick<ConnectorCommand, 'organizationId' | 'connectorId' | 'kind' | 'subjectId' | 'payload'>;
interface QueueEntry {
  id: string;
  work: QueuedWork;
  expires: Date | number;
}

const columns: ColumnList<QueueEntry> = {
  org_id: ['uuid', ({ work }) => work.organizationId],
  id: ['uuid', ({ id }) => id],
  connector_id: ['uuid', ({ work }) => work.connectorId],
  kind: ['text', ({ work }) => work.kind],
  subject_id: ['uuid', ({ work }) => work.subjectId],
  payload: ['jsonb', ({ work }) => JSON.stringify(work.payload)],
  at: ['timestamptz', ({ expires }) => (typeof expires === 'number' ? null : expires)],
  seconds: ['float8', ({ expires }) => (typeof expires === 'number' ? expires : 0)],
};
const queueSql = `insert into connector_commands (org_id, id, connector_id, kind, subject_id, payload, expires_at)
  select org_id, id, connector_id, kind, subject_id, payload, coalesce(at, now() + make_interval(secs => seconds))
  from ${rowsOf(columns)}`;

export const dueAtOnce = 16;
const dueSql = `select c.* from (select distinct unnest($2::uuid[]) as id) k cross join lateral (
    select * from connector_commands where org_id = $1 and connector_id = k.id and state = 'QUEUED'
    and next_attempt_at <= now() and expires_at > now() order by next_attempt_at, id limit $3) c
  order by c.next_attempt_at, c.id`;

/** The queue of work for gateways, in PostgreSQL: it survives every crash and waits while a link is down, until it expires. */
@Injectable()
export class ConnectorCommands {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
    private readonly feed: GatewayFeed,
  ) {}

  private readonly dues = new Gathering(async (organizationId, connectorIds: readonly string[]) => {
    const rows: CommandRow[] = await this.database.within({ organizationId }, (tx) =>
      tx.read(dueSql, [organizationId, connectorIds, dueAtOnce]),
    );
    return connectorIds.map((id) => rows.filter((row) => row.connector_id === id).map(toCommand));
  });

  /** Queues work in the caller's transaction. `expires` is a point in time, or seconds from now by the database's clock. */
  async queue(tx: Tx, work: QueuedWork, expires: Date | number): Promise<string> {
    const [id] = await this.queueAll(tx, [{ work, expires }]);
    return id!;
  }

  /** Like `queue`, for any number of pieces of work of one organisation in one statement; they are done in this order. */
  async queueAll(tx: Tx, pieces: readonly { work: QueuedWork; expires: Date | number }[]): Promise<string[]> {
    if (pieces.length === 0) return [];
    const entries = pieces.map((piece) => ({ ...piece, id: this.clock.newId() }));
    tx.write(queueSql, columnValues(columns, entries));
    for (const connectorId of new Set(pieces.map(({ work }) => work.connectorId)))
      afterCommit(tx, () => this.doorbell.ring('commands', connectorId));
    return entries.map(({ id }) => id);
  }

  /** Withdraws queued work about a subject: it was overtaken. */
  async withdraw(tx: Tx, organizationId: string, subjectId: string, kind: string): Promise<void> {
    await tx.query(
      `update connector_commands set state = 'WITHDRAWN', finished_at = now()
       where org_id = $1 and subject_id = $2 and kind = $3 and state = 'QUEUED'`,
      [organizationId, subjectId, kind],
    );
  }

  /** Work that waits for a gateway, oldest first, no more than `dueAtOnce`. */
  due(peer: Pick<GatewayPeer, 'organizationId' | 'connectorId'>): Promise<ConnectorCommand[]> {
    return this.dues.ask(peer.organizationId, peer.connectorId);
  }

  /** Says in the caller's transaction that work is done. */
  finish(tx: Tx, organizationId: string, done: readonly { id: string; result?: unknown }[]): void {
    tx.write(
      `update connector_commands c set state = 'DONE', finished_at = now(), attempts = attempts + 1, result = r.result
       from unnest($2::uuid[], $3::jsonb[]) as r(id, result) where c.org_id = $1 and c.id = r.id and c.state = 'QUEUED'`,
      [organizationId, done.map(({ id }) => id), done.map(({ result }) => JSON.stringify(result ?? null))],
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
        tx.read(
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
