// Rows a second that hosts synchronise, end to end and signed, over PostgreSQL's own COPY of the same rows into the same indexes.
import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { addRuntimes, entry, facts, usage, type SyncedRuntime } from '../server/testing/session-batches.js';
import { World } from '../server/testing/world.js';
import { median, nowMs, perSecond, spread, tell } from './figures.js';
import { startProduct, type Product } from './product.js';

const short = process.argv.includes('--short');
const rounds = short ? 2 : 3;
const batches = short ? 20 : 100;
/** What fits a request of 256 KiB: 300 entries of 300 characters, and a model call for every third. */
const perBatch = { entries: 300, usages: 100 };
const rowsPerBatch = perBatch.entries + perBatch.usages;
const words =
  'the quick brown fox jumps over a lazy dog while src/server/main.ts compiles again and again '.repeat(4);

const product = await startProduct();
const admin = new pg.Client({
  connectionString: process.env.CLAWBUTLER_TEST_ADMIN_URL!.replace(
    '/postgres?',
    `/${product.database.name}?`,
  ),
});
await admin.connect();
try {
  const world = await World.create(product);
  for (const hosts of [1, 4]) await measure(world, hosts);
} finally {
  await admin.end();
  await product.stop();
}

async function measure(world: World<Product>, hosts: number): Promise<void> {
  const [ours, copies, again] = [[] as number[], [] as number[], [] as number[]];
  const took: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const runtimes: SyncedRuntime[] = [];
    for (let i = 0; i < hosts; i++)
      runtimes.push((await addRuntimes(await world.home.host(), world.owner))[0]!);
    const made = Array.from({ length: batches }, (_, n) => batch(n));
    const rows = hosts * batches * rowsPerBatch;
    ours.push(
      rows / (await seconds(() => Promise.all(runtimes.map((runtime) => send(runtime, made, took))))),
    );
    again.push(rows / (await seconds(() => Promise.all(runtimes.map((runtime) => send(runtime, made))))));
    copies.push(rows / (await copied(runtimes)));
    console.log(
      `round ${round}, ${hosts} host(s): ${perSecond(ours.at(-1)!)}, again ${perSecond(again.at(-1)!)}, ` +
        `COPY ${perSecond(copies.at(-1)!)}`,
    );
  }
  tell(
    `rows synchronised by ${hosts} host(s)`,
    `${perSecond(median(ours))}; one batch of ${rowsPerBatch}: ${spread(took)}`,
  );
  tell(`the same again, changing nothing`, perSecond(median(again)));
  console.log(`  ratio to COPY: ${(median(ours) / median(copies)).toFixed(3)}`);
}

/** As a host's agent sends: one after the other. */
async function send(runtime: SyncedRuntime, made: object[], took: number[] = []): Promise<void> {
  for (const one of made) {
    const started = nowMs();
    await runtime.sync(one);
    took.push(nowMs() - started);
  }
}

/** One session grows by a batch, as while a history is read for the first time; ten batches make a session. */
function batch(n: number): object {
  const session = `session-${Math.floor(n / 10)}`;
  const first = (n % 10) * perBatch.entries;
  return {
    sessions: [facts(session, { title: `Session ${n}`, cwd: '/work/app', bornAt: '2026-11-20T10:00:00Z' })],
    entries: Array.from({ length: perBatch.entries }, (_, i) => {
      const text = words.slice(0, 280) + `${n}/${i}`;
      return entry(session, first + i, {
        text,
        textLength: text.length,
        kind: i % 3 ? 'TOOL_RESULT' : 'MESSAGE',
      });
    }),
    usages: Array.from({ length: perBatch.usages }, (_, i) =>
      usage(session, `${session}-call-${first + i}`, { entryKey: `${session}-${first + 3 * i}` }),
    ),
  };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = nowMs();
  await work();
  return (nowMs() - started) / 1_000;
}

/** Seconds that COPY takes for the entries and calls of these runtimes, into empty tables with the same indexes. */
async function copied(runtimes: readonly SyncedRuntime[]): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'clawbutler-copy-'));
  // Written and read by the database's own process.
  await chmod(folder, 0o777);
  const ids = runtimes.map(({ instanceId }) => `'${instanceId}'`).join(',');
  let total = 0;
  try {
    for (const [table, of] of [
      ['session_entries', `source_id in (${ids})`],
      ['session_usages', `session_id in (select id from sessions where instance_id in (${ids}))`],
    ] as const) {
      const file = path.join(folder, table);
      await admin.query(`copy (select * from ${table} where ${of}) to '${file}'`);
      await admin.query(`drop table if exists copied; create table copied (like ${table} including all)`);
      total += await seconds(() => admin.query(`copy copied from '${file}'`));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return total;
}
