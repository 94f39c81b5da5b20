import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import { isUuid, uuidOrNull } from '../platform/database/uuid.js';
import { decodeIdCursor, pageSize, toPage, type Page } from '../platform/graphql/keyset.js';
import { AppError } from '../platform/errors/app-error.js';
import { AwaySources } from './away-sources.service.js';
import { addActive, conditions, type SessionFilter } from './session-filter.js';
import type { SessionRow } from './session-row.js';

export interface SessionListArgs {
  filter?: SessionFilter | null;
  order?: 'RECENT' | 'COST' | null;
  first?: number | null;
  after?: string | null;
}

const mostChildren = 200;

/** A session as its children name it. */
export type Place = Pick<SessionRow, 'source_id' | 'external_id'>;
export const placeKey = ({ source_id, external_id }: Place): string => `${source_id}/${external_id}`;

/** Reads sessions. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly database: Database,
    private readonly away: AwaySources,
  ) {}

  /** A page, by last activity or by cost. */
  async list(ctx: Ctx, args: SessionListArgs): Promise<Page<SessionRow>> {
    const size = pageSize(args.first);
    const order = args.order === 'COST' ? orders.COST : orders.RECENT;
    const away = args.filter?.statuses?.length ? await this.away.ids(ctx) : [];
    const made = conditions(ctx.organizationId, args.filter ?? {}, away);
    addActive(made, args.filter?.active);
    const key = order.key(args.after);
    if (key) {
      made.params.push(...key);
      const n = made.params.length;
      made.where.push(`(s.${order.column}, s.id) < ($${n - 1}::${order.type}, $${n}::uuid)`);
    }
    made.params.push(size + 1);
    const rows: SessionRow[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select s.* from sessions s where ${made.where.join(' and ')}
         order by s.${order.column} desc, s.id desc limit $${made.params.length}`,
        made.params,
      ),
    );
    return toPage(
      rows,
      size,
      (row) => [order.text(row), row.id],
      (row) => row,
    );
  }

  async find(ctx: Pick<Ctx, 'organizationId'>, id: string): Promise<SessionRow | null> {
    const rows: SessionRow[] = await this.database.within(ctx, (tx) =>
      tx.read(`select * from sessions where org_id = $1 and id = $2::uuid`, [
        ctx.organizationId,
        uuidOrNull(id),
      ]),
    );
    return rows[0] ?? null;
  }

  async byIds(ctx: Pick<Ctx, 'organizationId'>, ids: readonly string[]): Promise<Map<string, SessionRow>> {
    const rows: SessionRow[] = await this.database.within(ctx, (tx) =>
      tx.read(`select * from sessions where org_id = $1 and id = any ($2::uuid[])`, [
        ctx.organizationId,
        ids.filter(isUuid),
      ]),
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Sessions by the names their children call them by: see `placeKey`. */
  async byPlaces(ctx: Ctx, keys: readonly string[]): Promise<Map<string, SessionRow>> {
    const rows: SessionRow[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select s.* from unnest($2::uuid[], $3::text[]) p(source_id, external_id)
         join sessions s on s.source_id = p.source_id and s.external_id = p.external_id where s.org_id = $1`,
        [ctx.organizationId, ...placesOf(keys)],
      ),
    );
    return new Map(rows.map((row) => [placeKey(row), row]));
  }

  /** Direct children, oldest first. */
  async childrenOf(ctx: Ctx, keys: readonly string[]): Promise<Map<string, SessionRow[]>> {
    const rows: (SessionRow & { parent: string })[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select c.*, p.source_id || '/' || p.external_id as parent
         from unnest($2::uuid[], $3::text[]) p(source_id, external_id), lateral (
           select * from sessions s
           where s.org_id = $1 and s.source_id = p.source_id and s.parent_external_id = p.external_id
           order by coalesce(s.started_at, s.first_at, s.born_at), s.id limit ${mostChildren}) c`,
        [ctx.organizationId, ...placesOf(keys)],
      ),
    );
    const found = new Map<string, SessionRow[]>();
    for (const { parent, ...row } of rows) found.set(parent, [...(found.get(parent) ?? []), row]);
    return found;
  }
}

const orders = {
  RECENT: {
    column: 'last_activity_at',
    type: 'timestamptz',
    key: timeKey,
    text: (row: SessionRow) => row.last_activity_at.toISOString(),
  },
  COST: { column: 'usd_picos', type: 'bigint', key: costKey, text: (row: SessionRow) => row.usd_picos },
};

function timeKey(after: string | null | undefined): string[] | null {
  const key = decodeIdCursor(after, 1);
  if (key && Number.isNaN(Date.parse(key[0]!))) throw unknownCursor();
  return key;
}

function costKey(after: string | null | undefined): string[] | null {
  const key = decodeIdCursor(after, 1);
  if (key && !/^\d{1,18}$/.test(key[0]!)) throw unknownCursor();
  return key;
}

function unknownCursor(): AppError {
  return new AppError('INVALID_INPUT', 'This cursor is not one of ours.', {
    fields: { after: 'Unknown cursor.' },
  });
}

function placesOf(keys: readonly string[]): [string[], string[]] {
  return [keys.map((key) => key.slice(0, 36)), keys.map((key) => key.slice(37))];
}
