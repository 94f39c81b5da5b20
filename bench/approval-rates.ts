import pg from 'pg';
import { eventually } from '../server/testing/eventually.js';
import type { AskingGateway } from './asking-gateway.js';
import type { Decider, Held } from './decider.js';
import { nowMs } from './figures.js';
import type { Governed } from './governed.js';

const pending = `query ($after: String) { approvals(filter: {states: [PENDING]}, first: 200, after: $after) {
  edges { node { id externalId digest } } pageInfo { hasNextPage endCursor } } }`;

interface Inbox {
  edges: { node: Held }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** Requests a second: raised all at once, spread over these gateways, until the inbox holds the last one. */
export async function intakeRate(
  { world }: Governed,
  gateways: readonly AskingGateway[],
  count: number,
): Promise<number> {
  const started = nowMs();
  for (let i = 0; i < count; i++) gateways[i % gateways.length]!.raise();
  await eventually(
    async () => (await world.owner.gql('{ pendingApprovalCount }')).pendingApprovalCount === count,
    `${count} requests in the inbox`,
    120_000,
  );
  return (count / (nowMs() - started)) * 1_000;
}

/** Decisions a second: accepted by the server, and received by the gateways, with this many clients that never pause. */
export async function decisionRates(
  governed: Governed,
  decider: Decider,
  clients: number,
): Promise<{ accepted: number; resolved: number }> {
  const waiting = await inbox(governed);
  const ids = waiting.map((held) => held.externalId);
  const started = nowMs();
  const rate = () => (ids.length / (nowMs() - started)) * 1_000;
  const client = async () => {
    for (let held = waiting.pop(); held; held = waiting.pop()) await decider.allow(held);
  };
  await Promise.all(Array.from({ length: clients }, client));
  const accepted = rate();
  const arrived = (id: string) => governed.gateways.some((gateway) => gateway.resolvedAtMs.has(id));
  await eventually(() => Promise.resolve(ids.every(arrived)), 'all decisions to arrive', 120_000);
  return { accepted, resolved: rate() };
}

async function inbox({ world }: Governed): Promise<Held[]> {
  const found: Held[] = [];
  for (let after: string | null = null; ;) {
    const { approvals }: { approvals: Inbox } = await world.owner.gql<{ approvals: Inbox }>(pending, {
      after,
    });
    found.push(...approvals.edges.map((edge) => edge.node));
    if (!approvals.pageInfo.hasNextPage) return found;
    after = approvals.pageInfo.endCursor;
  }
}

/** The baseline of rates: one plain insert of a row of like size per transaction, on as many connections. */
export async function bareInsertRate(url: string, clients: number, count: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: clients });
  await pool.query(
    'create table if not exists bench_rows (id bigint generated always as identity, body text)',
  );
  const body = 'x'.repeat(2_000);
  let left = count;
  const client = async () => {
    while (left-- > 0) await pool.query('insert into bench_rows (body) values ($1)', [body]);
  };
  const started = nowMs();
  await Promise.all(Array.from({ length: clients }, client));
  const rate = (count / (nowMs() - started)) * 1_000;
  await pool.end();
  return rate;
}
