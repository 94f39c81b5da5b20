import type { Tx } from '../platform/database/tx.js';
import { jsonForm, type AuditQuery, type SeqRange } from './audit-query.js';
import { blockRows, gramsOf } from './grams.js';

/** First looks are small, because most searches find their page among the newest rows. */
const firstBlocks = 8;
const mostBlocks = 256;

/** The part of a query's range that its dates leave, as far as the index knows; exact at its newer end. */
export async function withinDates(tx: Tx, query: AuditQuery): Promise<SeqRange> {
  const { from, to } = query.filter;
  if (from === null && to === null) return query;
  const [span]: { low: string | null; high: string | null; covered: string | null }[] = await tx.query(
    `select min(block) filter (where last_at >= $2 and first_at < $3) as low,
            max(block) filter (where last_at >= $2 and first_at < $3) as high, max(block) as covered
     from audit_blocks where org_id = $1`,
    [query.organizationId, from ?? '-infinity', to ?? 'infinity'],
  );
  const tail = span!.covered === null ? 1 : startOf(Number(span!.covered) + 1);
  const low = span!.low === null ? tail : startOf(Number(span!.low));
  const below =
    (await matches(tx, query, tail)) || span!.high === null ? query.below : startOf(Number(span!.high) + 1);
  return { low: Math.max(query.low, low), below: Math.min(query.below, below) };
}

/** Whether a row the index does not know yet is within the dates. */
async function matches(tx: Tx, query: AuditQuery, tail: number): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `select 1 from domain_events where org_id = $1 and seq >= $2 and at >= $3 and at < $4 limit 1`,
    [query.organizationId, tail, query.filter.from ?? '-infinity', query.filter.to ?? 'infinity'],
  );
  return rows.length > 0;
}

/**
 * Where the text of a query may occur: lists of ranges in the query's order, each list longer than the one before.
 * Leaves out only blocks that cannot hold it; a text of fewer than four plain characters leaves out none.
 */
export async function* placesOfText(tx: Tx, query: AuditQuery): AsyncGenerator<SeqRange[]> {
  const [row]: { covered: string | null }[] = await tx.query(
    `select max(block) as covered from audit_blocks where org_id = $1`,
    [query.organizationId],
  );
  const tail = clip(query, {
    low: row!.covered === null ? 1 : startOf(Number(row!.covered) + 1),
    below: query.below,
  });
  if (query.order === 'desc' && tail) yield [tail];
  let limit = firstBlocks;
  let past: number | null = null;
  for (;;) {
    const blocks = await candidates(tx, query, { past, limit });
    const ranges = blocks.map((block) => clip(query, { low: startOf(block), below: startOf(block + 1) }));
    if (blocks.length > 0) yield ranges.filter((range) => range !== null);
    if (blocks.length < limit) break;
    past = blocks.at(-1)!;
    limit = Math.min(limit * 4, mostBlocks);
  }
  if (query.order === 'asc' && tail) yield [tail];
}

async function candidates(
  tx: Tx,
  query: AuditQuery,
  at: { past: number | null; limit: number },
): Promise<number[]> {
  const { organizationId, filter, order } = query;
  const params: unknown[] = [];
  const bind = (value: unknown) => `$${params.push(value)}`;
  const conditions = [`org_id = ${bind(organizationId)}`];
  conditions.push(`block between ${bind(blockOf(query.low))} and ${bind(blockOf(query.below - 1))}`);
  if (at.past !== null) conditions.push(`block ${order === 'desc' ? '<' : '>'} ${bind(at.past)}`);
  if (filter.from) conditions.push(`last_at >= ${bind(filter.from)}`);
  if (filter.to) conditions.push(`first_at < ${bind(filter.to)}`);
  conditions.push(`(${[filter.text!, jsonForm(filter.text!)].map(holdsGrams).join(' or ')})`);
  const rows: { block: string }[] = await tx.query(
    `select block from audit_blocks where ${conditions.join(' and ')} order by block ${order} limit ${bind(at.limit)}`,
    params,
  );
  return rows.map((row) => Number(row.block));
}

/** The bits are numbers we computed, so they need no parameters. */
function holdsGrams(text: string): string {
  const bits = gramsOf(text);
  return bits.length === 0 ? 'true' : `(${bits.map((bit) => `get_bit(grams, ${bit}) = 1`).join(' and ')})`;
}

function startOf(block: number): number {
  return block * blockRows + 1;
}

function blockOf(seq: number): number {
  return Math.floor((seq - 1) / blockRows);
}

function clip(query: SeqRange, range: SeqRange): SeqRange | null {
  const low = Math.max(query.low, range.low);
  const below = Math.min(query.below, range.below);
  return low < below ? { low, below } : null;
}
