// Approvals: raised on the gateway → seen, decided → resolved there, and the highest rates, over the bare exchange.
import {
  inboxSubscription,
  askedPattern,
  decideAll,
  measureRound,
  warmUp,
  type Latencies,
} from './approval-latency.js';
import { bareInsertRate, decisionRates, intakeRate } from './approval-rates.js';
import { Crowd } from './crowd.js';
import { Decider } from './decider.js';
import { median, ms, percentile, perSecond, spread, tell } from './figures.js';
import { startGoverned, type Governed } from './governed.js';
import { measureRealGateway } from './real-approvals.js';

const short = process.argv.includes('--short');
const rounds = short ? 2 : 3;
const load = { rate: 50, seconds: short ? 4 : 15, size: 200 };
const clients = 20;
const count = short ? 400 : 3_000;

if (process.argv.includes('--real')) await measureRealGateway(short ? 5 : 20);
else {
  const governed = await startGoverned(clients);
  try {
    await latencies(governed);
    await rates(governed);
  } finally {
    await governed.stop();
  }
}

async function latencies({ product, world, gateways }: Governed): Promise<void> {
  const { url } = product;
  const crowd = await Crowd.ofSubscribers(
    { url, size: load.size, document: inboxSubscription, pattern: askedPattern },
    world.home,
  );
  const decider = new Decider(url, world.owner, clients);
  const feed = world.owner.subscribe(inboxSubscription);
  await feed.socket.opened;
  const deciding = decideAll(feed, decider);
  console.log(`${load.rate} approvals/s, ${load.size} subscribers, FAKE gateway, ${load.seconds} s a round`);
  await warmUp(gateways[0]!, crowd, load.size);
  const found: Latencies[] = [];
  for (let round = 1; round <= rounds; round++) {
    const one = await measureRound({ gateway: gateways[0]!, crowd, decider }, load);
    found.push(one);
    console.log(
      `round ${round}: inbox ${spread(one.inbox)}; decision ${spread(one.decision)}; bare ${spread(one.bare)}`,
    );
  }
  crowd.leave();
  feed.stop();
  await deciding;
  await decider.close();
  compare('raised → seen by a subscriber', { of: (one) => one.inbox, aimMs: 250 }, found);
  compare('decided → resolved on the gateway', { of: (one) => one.decision, aimMs: 100 }, found);
}

function compare(
  what: string,
  { of, aimMs }: { of: (one: Latencies) => number[]; aimMs: number },
  found: readonly Latencies[],
): void {
  const p95 = median(found.map((one) => percentile(of(one), 0.95)));
  const ratio = median(found.map((one) => median(of(one)))) / median(found.map((one) => median(one.bare)));
  tell(`${what}, p95`, ms(p95), { says: `≤ ${aimMs} ms`, met: p95 <= aimMs });
  console.log(`  ratio of p50 to the gateway's own round trip: ${ratio.toFixed(1)}`);
}

async function rates(governed: Governed): Promise<void> {
  const found = {
    bare: [] as number[],
    single: [] as number[],
    intake: [] as number[],
    decision: [] as number[],
  };
  const decider = new Decider(governed.product.url, governed.world.owner, clients);
  // What the first part left behind.
  await decisionRates(governed, decider, clients);
  for (let round = 1; round <= rounds; round++) {
    const bare = await bareInsertRate(governed.product.database.ownerUrl, clients, count);
    const single = await intakeRate(governed, governed.gateways.slice(0, 1), count / 4);
    await decisionRates(governed, decider, clients);
    const intake = await intakeRate(governed, governed.gateways, count);
    const { accepted, resolved } = await decisionRates(governed, decider, clients);
    found.bare.push(bare);
    found.single.push(single);
    found.intake.push(intake);
    found.decision.push(accepted);
    console.log(
      `round ${round}: intake ${perSecond(intake)} (one gateway ${perSecond(single)}), decisions ${perSecond(accepted)} ` +
        `(resolved ${perSecond(resolved)}), bare inserts ${perSecond(bare)}`,
    );
  }
  await decider.close();
  const bare = median(found.bare);
  for (const [what, figures] of [
    ['intake of raised approvals, 20 gateways', found.intake],
    ['intake of raised approvals, one gateway', found.single],
    ['decisions, 20 clients', found.decision],
  ] as const) {
    const figure = median(figures);
    tell(what, perSecond(figure), { says: '≥ 500/s', met: figure >= 500 });
    console.log(`  ratio to bare inserts on 20 connections: ${(figure / bare).toFixed(3)}`);
  }
}
