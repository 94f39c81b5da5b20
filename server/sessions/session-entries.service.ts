import { Injectable } from '@nestjs/common';
import type { TokenUsage } from '../../schema/generated/types.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import { decodeCursor, encodeCursor, pageSize, type Page } from '../platform/graphql/keyset.js';
import { AppError } from '../platform/errors/app-error.js';
import type { SessionEntryRow } from './session-row.js';
import type { SyncedSession } from './sessions.events.js';
import { usageOf } from './usage-cost.rules.js';

export interface EntryPageArgs {
  first?: number | null;
  after?: string | null;
  last?: boolean | null;
}

const mostDelivered = 200;

/** An entry's identity within the organisation. */
export const entryKey = ({ session_id, key }: Pick<SessionEntryRow, 'session_id' | 'key'>): string =>
  `${session_id}/${key}`;

/** Reads timelines. A session's own entries only: what it copied is where it was copied from. */
@Injectable()
export class SessionEntries {
  constructor(private readonly database: Database) {}

  /** The same page of several sessions' timelines, each in the order of the runtime. */
  async pages(
    ctx: Ctx,
    sessionIds: readonly string[],
    args: EntryPageArgs,
  ): Promise<Map<string, Page<SessionEntryRow>>> {
    const size = pageSize(args.first);
    const after = positionOf(args.after);
    const [comparison, direction] = args.last ? ['<', 'desc'] : ['>', 'asc'];
    const rows: SessionEntryRow[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select e.* from unnest($2::uuid[]) asked(id), lateral (
           select * from session_entries e where e.org_id = $1 and e.session_id = asked.id and not e.copied
             ${after ? `and (e.position, e.key) ${comparison} ($4::bigint, $5::text)` : ''}
           order by e.position ${direction}, e.key ${direction} limit $3) e`,
        [ctx.organizationId, sessionIds, size + 1, ...(after ?? [])],
      ),
    );
    return new Map(
      sessionIds.map((id) => [
        id,
        page(
          rows.filter((row) => row.session_id === id),
          size,
          args.last === true,
        ),
      ]),
    );
  }

  /** What a batch added to a session, in order, at most 200. */
  addedBy(
    ctx: Pick<Ctx, 'organizationId'>,
    batch: string,
    session: SyncedSession,
  ): Promise<SessionEntryRow[]> {
    if (!session.added) return Promise.resolve([]);
    const { from, to } = session.added;
    return this.database.within(ctx, (tx) =>
      tx.read(
        `select * from session_entries
         where org_id = $1 and session_id = $2 and position between $3 and $4 and batch = $5 and not copied
         order by position, key limit ${mostDelivered}`,
        [ctx.organizationId, session.id, from, to, batch],
      ),
    );
  }

  /** Tokens of the model calls that entries tell of, by `entryKey`. */
  async usageOf(ctx: Ctx, keys: readonly string[]): Promise<Map<string, TokenUsage>> {
    const rows: (Parameters<typeof usageOf>[0] & { session_id: string; key: string })[] =
      await this.database.within(ctx, (tx) =>
        tx.read(
          `select u.session_id, u.entry_key as key, ${sums} from unnest($2::uuid[], $3::text[]) asked(id, key)
           join session_usages u on u.session_id = asked.id and u.entry_key = asked.key
           where u.org_id = $1 and u.counted group by u.session_id, u.entry_key`,
          [ctx.organizationId, keys.map((key) => key.slice(0, 36)), keys.map((key) => key.slice(37))],
        ),
      );
    return new Map(rows.map((row) => [entryKey(row), usageOf(row)]));
  }
}

const sums = ['input', 'cache_read', 'cache_write', 'cache_write_long', 'output', 'reasoning']
  .map((column) => `sum(u.${column}) as ${column}`)
  .join(', ');

function page(rows: SessionEntryRow[], size: number, backwards: boolean): Page<SessionEntryRow> {
  const shown = rows.slice(0, size);
  const edges = shown.map((node) => ({ cursor: encodeCursor([node.position, node.key]), node }));
  const endCursor = edges.at(-1)?.cursor ?? null;
  if (backwards) edges.reverse();
  return { edges, pageInfo: { hasNextPage: rows.length > size, endCursor } };
}

function positionOf(cursor: string | null | undefined): string[] | null {
  const key = decodeCursor(cursor, 2);
  if (key === null) return null;
  const [position, entry] = key;
  const isOurs = typeof position === 'string' && /^\d{1,16}$/.test(position) && typeof entry === 'string';
  if (!isOurs || entry.includes('\0'))
    throw new AppError('INVALID_INPUT', 'This cursor is not one of ours.', {
      fields: { after: 'Unknown cursor.' },
    });
  return [position, entry];
}
