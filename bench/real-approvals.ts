import { GatewayConnection } from '../server/connectors/openclaw/gateway-connection.js';
import { eventually } from '../server/testing/eventually.js';
import { World } from '../server/testing/world.js';
import { startRealGateway, type RealGateway } from '../tests/gateway/harness/real-gateway.js';
import { inboxSubscription } from './approval-latency.js';
import { Decider, type Held } from './decider.js';
import { median, nowMs, spread } from './figures.js';
import { connect } from './governed.js';
import { startProduct } from './product.js';

interface Lab {
  gateway: RealGateway;
  bystander: Bystander;
}

/** The latency part against a real OpenClaw gateway, one request at a time; installs the gateway on first use. */
export async function measureRealGateway(count: number): Promise<void> {
  const gateway = await startRealGateway();
  const product = await startProduct();
  try {
    const world = await World.create(product);
    const lab = { gateway, bystander: await Bystander.connect(gateway) };
    const bare = await bareDecisions(lab, count);
    await connect(world, 'real', gateway.url, gateway.token);
    const decider = new Decider(product.url, world.owner, 1);
    const feed = world.owner.subscribe<{ approvalChanged: { type?: string; approval?: Held } }>(
      inboxSubscription,
    );
    await feed.socket.opened;
    const [inbox, decision] = [[] as number[], [] as number[]];
    for (let n = 0; n < count; n++) {
      const run = await gateway.runAgentCommand(`touch governed-${n}`);
      let change = (await feed.next()).approvalChanged;
      while (change.type !== 'approval.asked') change = (await feed.next()).approvalChanged;
      const seenAtMs = nowMs();
      const held = change.approval!;
      inbox.push(seenAtMs - (await lab.bystander.asked(held.externalId)));
      await decider.allow(held);
      const resolvedAtMs = await lab.bystander.resolved(held.externalId);
      decision.push(resolvedAtMs - decider.sentAtMs.get(held.externalId)!);
      await run.ended;
    }
    console.log(`${count} requests, one at a time, REAL OpenClaw gateway`);
    console.log(`seen by our subscriber later than by a plain client of the gateway: ${spread(inbox)}`);
    console.log(`decided → resolved on the gateway: ${spread(decision)}`);
    console.log(`bare approval.resolve → resolved on the gateway: ${spread(bare)}`);
    console.log(`ratio of p50 to the bare decision: ${(median(decision) / median(bare)).toFixed(1)}`);
    feed.stop();
    await decider.close();
    lab.bystander.connection.close();
  } finally {
    await product.stop();
    await gateway.stop();
  }
}

/** The baseline: the gateway's own operator connection decides. */
async function bareDecisions({ gateway, bystander }: Lab, count: number): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < count; n++) {
    const run = await gateway.runAgentCommand(`touch bare-${n}`);
    const id = await eventually(() => Promise.resolve(bystander.newest(n)), 'a request of the gateway');
    const sentAtMs = nowMs();
    await bystander.connection.request('approval.resolve', { id, kind: 'exec', decision: 'allow-once' });
    took.push((await bystander.resolved(id)) - sentAtMs);
    await run.ended;
  }
  return took;
}

/** A plain client of the gateway that notes when it was told what. */
class Bystander {
  private readonly askedAtMs = new Map<string, number>();
  private readonly resolvedAtMs = new Map<string, number>();

  private constructor(readonly connection: GatewayConnection) {
    connection.on('event', ({ event, payload }) => {
      const { id } = payload as { id?: string };
      if (event === 'exec.approval.requested') this.askedAtMs.set(String(id), nowMs());
      if (event === 'exec.approval.resolved') this.resolvedAtMs.set(String(id), nowMs());
    });
  }

  static async connect(gateway: RealGateway): Promise<Bystander> {
    const { url, token } = gateway;
    const bystander = new Bystander(new GatewayConnection({ url, credentials: { token } }));
    await bystander.connection.connect();
    return bystander;
  }

  /** The n-th request seen; undefined before. */
  newest(n: number): string | undefined {
    return [...this.askedAtMs.keys()][n];
  }

  asked(id: string): Promise<number> {
    return eventually(() => Promise.resolve(this.askedAtMs.get(id)), `the request ${id}`);
  }

  resolved(id: string): Promise<number> {
    return eventually(() => Promise.resolve(this.resolvedAtMs.get(id)), `the end of ${id}`, 60_000);
  }
}
