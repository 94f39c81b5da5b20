// Lists at 10 k, 100 k and 1 M rows: p95 by size, throughput over a bare SELECT loop, and no sequential scan.
import pg from 'pg';
import { Pool } from 'undici';
import { eventually } from '../server/testing/eventually.js';
import { World } from '../server/testing/world.js';
import { median, ms, nowMs, percentile, perSecond, tell } from './figures.js';
import { fillOrganization } from './fill-lists.js';
import { listQueries, type ListQuery } from './list-queries.js';
import { ListReader, readBare } from './list-reader.js';
import { startProduct, type Product } from './product.js';

const short = process.argv.includes('--short');
const sizes = short ? [10_000, 100_000] : [10_000, 100_000, 1_000_000];
const samples = short ? 60 : 300;
const rounds = 3;
const loopMs = short ? 1_000 : 4_000;
const clients = 8;
const blockRows = 128;

interface Filled {
  rows: number;
  organizationId: string;
}

const product = await startProduct();
const pool = new Pool(product.url, { connections: clients });
const owner = new pg.Client({ connectionString: product.database.ownerUrl });
await owner.connect();
try {
  const world = await World.create(product);
  const filled = await fill(world.owner.userId);
  const before = await sequentialScans();
  for (const query of listQueries) {
    await latencies(world, query, filled);
    await throughput(world, query, filled.at(-1)!);
  }
  await tellScans(before);
} finally {
  await pool.close();
  await owner.end();
  await product.stop();
}

async function fill(ownerId: string): Promise<Filled[]> {
  const filled: Filled[] = [];
  for (const rows of sizes) {
    const started = nowMs();
    filled.push({ rows, organizationId: await fillOrganization(owner, rows, ownerId) });
    console.log(`filled ${rows.toLocaleString('en')} of each in ${ms(nowMs() - started)}`);
  }
  await owner.query('analyze approvals, agents, domain_events, event_payloads');
  // The product indexes the log in the background; that is not what is measured.
  for (const { rows, organizationId } of filled) {
    const done = async () => {
      await actFor(owner, organizationId);
      const { rows: found } = await owner.query<{ n: number }>(
        'select count(*)::int as n from audit_blocks where org_id = $1',
        [organizationId],
      );
      return found[0]!.n >= Math.floor(rows / blockRows);
    };
    await eventually(done, 'the log to be indexed', 600_000);
  }
  return filled;
}

/** Sizes take turns, so that other work on the machine hits them alike. */
async function latencies(world: World<Product>, query: ListQuery, filled: readonly Filled[]): Promise<void> {
  const readers = filled.map(({ organizationId }) => readerOf(world, query, organizationId));
  const took = filled.map(() => [] as number[]);
  for (const reader of readers) for (let i = 0; i < 10; i++) await reader.next();
  for (let i = 0; i < samples; i++)
    for (const [n, reader] of readers.entries()) took[n]!.push(await reader.next());
  const p95 = took.map((one) => percentile(one, 0.95));
  const ratio = p95.at(-1)! / p95[0]!;
  const bySize = filled.map(
    ({ rows }, n) => `${rows / 1_000} k: ${ms(p95[n]!)} (p50 ${ms(median(took[n]!))})`,
  );
  console.log(`${query.name}, p95 of a page of 50: ${bySize.join(', ')}`);
  tell(`  ratio ${sizes.at(-1)! / 1_000} k / ${sizes[0]! / 1_000} k`, ratio.toFixed(2), {
    ...{ says: '≤ 1.3', met: ratio <= 1.3 },
  });
}

async function throughput(
  world: World<Product>,
  query: ListQuery,
  { organizationId }: Filled,
): Promise<void> {
  const [ours, bare] = [[] as number[], [] as number[]];
  const connections = await Promise.all(Array.from({ length: clients }, () => asServer(organizationId)));
  for (let round = 0; round < rounds; round++) {
    bare.push(await loop(connections.map((client) => () => readBare(client, query, organizationId))));
    const readers = connections.map(() => readerOf(world, query, organizationId));
    ours.push(await loop(readers.map((reader) => () => reader.next())));
  }
  await Promise.all(connections.map((client) => client.end()));
  const ratio = median(ours) / median(bare);
  tell(
    `  throughput, ${clients} clients: ${perSecond(median(ours))}, bare SELECT ${perSecond(median(bare))}, ratio`,
    ratio.toFixed(3),
    { says: '≥ 0.25', met: ratio >= 0.25 },
  );
}

/** Reads a second that these readers get done when none of them pauses. */
async function loop(readers: readonly (() => Promise<number>)[]): Promise<number> {
  const started = nowMs();
  let done = 0;
  const run = async (read: () => Promise<number>) => {
    for (; nowMs() - started < loopMs; done++) await read();
  };
  await Promise.all(readers.map(run));
  return (done / (nowMs() - started)) * 1_000;
}

function readerOf(world: World<Product>, query: ListQuery, organizationId: string): ListReader {
  return new ListReader(pool, product.url, { person: world.owner, organizationId, query });
}

/** A connection with the server's own rights: the fence applies to the baseline, too. */
async function asServer(organizationId: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: product.database.appUrl });
  await client.connect();
  await actFor(client, organizationId);
  return client;
}

async function actFor(client: pg.Client, organizationId: string): Promise<void> {
  await client.query(`select set_config('app.org', $1, false)`, [organizationId]);
}

/** Of the large tables, as PostgreSQL counts them: whatever statement the product really sent is in it. */
async function sequentialScans(): Promise<Map<string, number>> {
  await owner.query('select pg_stat_clear_snapshot()');
  const { rows } = await owner.query<{ name: string; scans: string }>(
    `select relname as name, seq_scan as scans from pg_stat_user_tables
     where relname in ('approvals', 'agents', 'domain_events', 'event_payloads')`,
  );
  return new Map(rows.map(({ name, scans }) => [name, Number(scans)]));
}

async function tellScans(before: Map<string, number>): Promise<void> {
  const after = await sequentialScans();
  const scanned = [...after].map(([name, scans]) => `${name} ${scans - (before.get(name) ?? 0)}`);
  const none = [...after].every(([name, scans]) => scans === before.get(name));
  tell('sequential scans while listing', scanned.join(', '), { says: '0', met: none });
}
