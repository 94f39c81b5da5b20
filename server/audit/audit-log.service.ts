import { Injectable } from '@nestjs/common';
import type { AuditFilter } from '../../schema/generated/types.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import type { EventRow } from '../platform/events/event-row.js';
import { logSize } from '../platform/events/event-reader.js';
import { AppError } from '../platform/errors/app-error.js';
import { decodeCursor, pageSize, toPage, type Page } from '../platform/graphql/keyset.js';
import { checkFilter, isUuid, type CheckedFilter } from './audit-filter.js';
import { auditPageSql, type AuditQuery, type SeqRange } from './audit-query.js';
import type { StoredRow } from './log-check.js';
import { placesOfText, withinDates } from './log-index.js';

/** What may be asked of a list; the same names in GraphQL and in the export's query. */
export interface PageRequest {
  filter?: AuditFilter | null;
  first?: number | null;
  after?: string | null;
}

/** How much of the log a list shows, and in which form. */
export interface Sight<T> {
  /** Whether the text filter may look into payloads. */
  details: boolean;
  /** Prefixes of types that stay out of the list. */
  hidden: readonly string[];
  show: (row: EventRow) => T;
}

/** Reads the organisation's log. Rows appear once they are sealed, a fraction of a second after they were recorded. */
@Injectable()
export class AuditLog {
  constructor(private readonly database: Database) {}

  /** A page of sealed rows, newest first, keyset on the sequence. @throws AppError INVALID_INPUT for filter, size or cursor. */
  async page<T>(ctx: Ctx, request: PageRequest, sight: Sight<T>): Promise<Page<T>> {
    const size = pageSize(request.first);
    const below = positionOf(request.after);
    const filter = checkFilter(request.filter);
    if (filter.nothing) return toPage([], size, keyOf, sight.show);
    const rows = await this.database.within(ctx, async (tx) => {
      const organizationId = ctx.organizationId!;
      const types = await matchingTypes(tx, organizationId, filter);
      if (types?.length === 0) return [];
      const query: AuditQuery = {
        ...{ organizationId, filter, types, hidden: sight.hidden, searchDetails: sight.details },
        ...{
          low: 1,
          below: below ?? (await logSize(tx, organizationId)) + 1,
          limit: size + 1,
          order: 'desc',
        },
      };
      return this.read(tx, query);
    });
    return toPage(rows, size, keyOf, sight.show);
  }

  /** The rows a checked query asks for, in its order, with their payloads. */
  async read(tx: Tx, query: AuditQuery): Promise<StoredRow[]> {
    if (query.filter.text === null) return ask(tx, query, [await withinDates(tx, query)]);
    const found: StoredRow[] = [];
    for await (const ranges of placesOfText(tx, query)) {
      found.push(...(await ask(tx, { ...query, limit: query.limit - found.length }, ranges)));
      if (found.length >= query.limit) break;
    }
    return found;
  }

  /** One row with its payload, sealed or not; null when there is none here. */
  async byId(ctx: Ctx, id: string): Promise<EventRow | null> {
    return isUuid(id) ? this.one(ctx, 'id', id) : null;
  }

  /** The row at a place in the log; null when there is none. */
  bySeq(ctx: Ctx, seq: number): Promise<EventRow | null> {
    return this.one(ctx, 'seq', seq);
  }

  private async one(ctx: Ctx, column: 'id' | 'seq', value: string | number): Promise<EventRow | null> {
    const rows: EventRow[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select e.*, p.payload from domain_events e
         left join event_payloads p on p.org_id = e.org_id and p.event_id = e.id
         where e.org_id = $1 and e.${column} = $2 limit 1`,
        [ctx.organizationId, value],
      ),
    );
    return rows[0] ?? null;
  }

  /** Event types that occur in the log, in alphabetical order. */
  types(ctx: Ctx): Promise<string[]> {
    return this.database.within(ctx, (tx) => eventTypes(tx, ctx.organizationId!));
  }
}

function ask(tx: Tx, query: AuditQuery, ranges: readonly SeqRange[]): Promise<StoredRow[]> {
  const sql = auditPageSql(query, ranges);
  return tx.query(sql.text, sql.params);
}

/** The types a filter means, from those that occur; null for all. */
export async function matchingTypes(
  tx: Tx,
  organizationId: string,
  filter: CheckedFilter,
): Promise<string[] | null> {
  if (filter.types === null) return null;
  const { exact, prefixes } = filter.types;
  if (prefixes.length === 0) return [...new Set(exact)];
  const occurring = await eventTypes(tx, organizationId);
  const matching = occurring.filter((type) => prefixes.some((prefix) => type.startsWith(prefix)));
  return [...new Set([...exact, ...matching])];
}

/** Jumps from type to type through the index: as many steps as there are types, however long the log is. */
async function eventTypes(tx: Tx, organizationId: string): Promise<string[]> {
  const rows: { type: string }[] = await tx.query(
    `with recursive step(type) as (
       (select type from domain_events where org_id = $1 order by type limit 1)
       union all
       select (select e.type from domain_events e where e.org_id = $1 and e.type > step.type order by e.type limit 1)
       from step where step.type is not null)
     select type from step where type is not null`,
    [organizationId],
  );
  return rows.map((row) => row.type);
}

function positionOf(cursor: string | null | undefined): number | null {
  const key = decodeCursor(cursor, 1);
  if (key === null) return null;
  if (Number.isSafeInteger(key[0])) return key[0] as number;
  throw new AppError('INVALID_INPUT', 'This cursor is not one of ours.', {
    fields: { after: 'Unknown cursor.' },
  });
}

function keyOf(row: EventRow): readonly [number] {
  return [Number(row.seq)];
}
