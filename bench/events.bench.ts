// Audited events a second into one organisation over bare inserts, and one event to 1 → 1,000 subscribers over a raw broadcast.
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { eventually } from '../server/testing/eventually.js';
import { bareInsertRate } from './approval-rates.js';
import { Crowd } from './crowd.js';
import { median, ms, nowMs, percentile, perSecond, spread, tell } from './figures.js';
import { startGoverned, type Governed } from './governed.js';

const short = process.argv.includes('--short');
const rounds = short ? 2 : 3;
const clients = 8;
/** Refused decisions of one request, each on the record: as many as one request may hold. */
const perRequest = 100;
const requests = short ? 32 : 160;
const sizes = short ? [1, 100] : [1, 10, 100, 1_000];
const events = short ? 20 : 60;

const activity = `subscription { activity { ... on ActivityEvent { seq event { id type summary at } } } }`;
const rename = 'mutation ($name: String!) { renameOrganization(name: $name) { id } }';
const seqPattern = '"seq":"?(\\d+)';

const governed = await startGoverned(1);
try {
  await rates(governed);
  for (const size of sizes) await fanOut(governed, size);
} finally {
  await governed.stop();
}

/** Decisions on another digest than the request's: each is refused, and each refusal is an event of the log. */
async function rates({ world, gateways, product }: Governed): Promise<void> {
  for (let i = 0; i < clients; i++) gateways[0]!.raise();
  const ids = await eventually(async () => {
    const { approvals } = await world.owner.gql('{ approvals { edges { node { id } } } }');
    return approvals.edges.length === clients && (approvals.edges as { node: { id: string } }[]);
  }, 'the requests to wait');
  const document = `mutation ($inputs: [DecideApprovalInput!]!) { decideApprovals(inputs: $inputs) { __typename } }`;
  const [ours, bare] = [[] as number[], [] as number[]];
  for (let round = 1; round <= rounds; round++) {
    bare.push(await bareInsertRate(product.database.ownerUrl, clients, requests * 20));
    let left = requests;
    const started = nowMs();
    const client = async ({ node: { id } }: { node: { id: string } }) => {
      const inputs = Array<object>(perRequest).fill({ id, digest: 'another', decision: 'DENY' });
      while (left-- > 0) await world.owner.gql(document, { inputs });
    };
    await Promise.all(ids.map(client));
    ours.push(((requests * perRequest) / (nowMs() - started)) * 1_000);
    console.log(`round ${round}: ${perSecond(ours.at(-1)!)} events, ${perSecond(bare.at(-1)!)} bare inserts`);
  }
  const rate = median(ours);
  tell('audited events into one organisation', perSecond(rate), { says: '≥ 2,000/s', met: rate >= 2_000 });
  console.log(`  ratio to bare inserts, one a transaction: ${(rate / median(bare)).toFixed(3)}`);
}

/** One event at a time. The commit lies between sending the mutation and its answer, so both spans are told. */
async function fanOut({ world, product }: Governed, size: number): Promise<void> {
  const crowd = await Crowd.ofSubscribers(
    { url: product.url, size, document: activity, pattern: seqPattern },
    world.home,
  );
  await warmUp(governed, crowd, size);
  const [sinceSent, sinceAnswered] = [[] as number[], [] as number[]];
  for (let i = 0; i < events; i++) {
    await crowd.received();
    const sentAtMs = nowMs();
    await world.owner.gql(rename, { name: `Home ${i} of ${size}` });
    const answeredAtMs = nowMs();
    const times = await everybody(crowd, size);
    sinceSent.push(...times.map((at) => at - sentAtMs));
    sinceAnswered.push(...times.map((at) => Math.max(0, at - answeredAtMs)));
  }
  crowd.leave();
  const bare = await rawBroadcast(size);
  console.log(
    `1 → ${size} subscribers: since the answer ${spread(sinceAnswered)}; raw broadcast ${spread(bare)}`,
  );
  const p95 = percentile(sinceSent, 0.95);
  tell(
    '  since the mutation was sent, p95',
    ms(p95),
    size > 1 ? undefined : { says: '≤ 25 ms', met: p95 <= 25 },
  );
  console.log(`  ratio of p50 to the raw broadcast: ${(median(sinceSent) / median(bare)).toFixed(1)}`);
}

/** Causes events until one was seen by all: a subscription begins a moment after it was asked for. */
async function warmUp({ world }: Governed, crowd: Crowd, size: number): Promise<void> {
  const seen = new Map<string, number>();
  let count = 0;
  await eventually(async () => {
    await world.owner.gql(rename, { name: `Warm ${count++}` });
    for (const [seq, times] of await crowd.received()) seen.set(seq, (seen.get(seq) ?? 0) + times.length);
    return seen.get([...seen.keys()].at(-1) ?? '') === size;
  }, `${size} subscribers to follow`);
}

async function rawBroadcast(size: number): Promise<number[]> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const crowd = await Crowd.ofListeners(`ws://127.0.0.1:${port}`, size, seqPattern);
  const took: number[] = [];
  for (let i = 0; i < events; i++) {
    const sentAtMs = nowMs();
    for (const client of server.clients) client.send(`{"seq":"${i}","id":"${randomUUID()}"}`);
    took.push(...(await everybody(crowd, size)).map((at) => at - sentAtMs));
  }
  crowd.leave();
  server.close();
  return took;
}

/** When each subscriber received the one event under way. */
async function everybody(crowd: Crowd, size: number): Promise<number[]> {
  const times: number[] = [];
  return eventually(async () => {
    for (const received of (await crowd.received()).values()) times.push(...received);
    return times.length >= size && times;
  }, `an event to reach ${size} subscribers`);
}
