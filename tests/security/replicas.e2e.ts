import { Person } from '../../server/testing/actor.js';
import { connect } from '../../server/testing/agents-room.js';
import { eventually } from '../../server/testing/eventually.js';
import type { Loose } from '../../server/testing/graphql-caller.js';
import type { Subscription } from '../../server/testing/graphql-socket.js';
import { ObedientGateway } from '../../server/testing/obedient-gateway.js';
import { Seeded } from './seeded.js';
import { ApprovalDesk } from './storm/approval-desk.js';
import { Product } from './storm/product.js';

const backends = process.env.CLAWBUTLER_TEST_VALKEY_URL
  ? (['postgresql', 'valkey'] as const)
  : (['postgresql'] as const);
const takeOverMs = 10_000;
const changes = `subscription { approvalChanged(after: 0) { ... on ApprovalChange { type approval { id digest state } } } }`;
const decide = `mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { __typename } }`;

describe.each(backends)('two APIs and two workers on one database, through %s', (backend) => {
  let product: Product;
  let gateway: ObedientGateway;
  let desk: ApprovalDesk;
  let here: Person;
  let there: Person;

  beforeAll(async () => {
    gateway = await ObedientGateway.start();
    desk = new ApprovalDesk(gateway, new Seeded(1));
    product = await Product.start(backend, { apis: 2, workers: 2 });
    here = product.world.owner;
    there = new Person(product.as(1), here.account, here.organizationId);
    await connect(here, 'Shared', gateway.url);
    await eventually(async () => gateway.openPeers === 1, 'the link');
  });

  afterAll(async () => {
    await product?.stop();
    await gateway.down();
  });

  it('one worker holds the gateway, and keeps it while both want it', async () => {
    const leases = () =>
      product.database.rows<{ holder: string; until: string }>(
        'select holder, until::text as until from connector_leases',
      );
    const [first] = await leases();
    const seen = new Set<string>();
    await eventually(async () => {
      const [lease, ...others] = await leases();
      expect([lease!.holder, others]).toEqual([first!.holder, []]);
      seen.add(lease!.until);
      return seen.size > 3;
    }, 'the lease to be renewed three times');
    expect([gateway.count('connect'), gateway.openPeers]).toEqual([1, 1]);
  });

  it('a decision through one API is seen by a subscriber of the other, and delivered once', async () => {
    const following = there.subscribe(changes);
    await following.socket.opened;
    const asked = await nextOf(following, 'approval.asked', () => desk.ask());
    const began = performance.now();
    const { decideApproval } = await here.gql(decide, {
      input: { id: asked.id, digest: asked.digest, decision: 'DENY' },
    });
    expect(decideApproval.__typename).toBe('Approval');
    const decided = await nextOf(following, 'approval.decided');
    const ms = Math.round(performance.now() - began);
    console.log(`${backend}: decided through one API, seen at the other ${ms} ms later`);
    expect(decided).toMatchObject({ id: asked.id, state: 'REJECTED' });
    await nextOf(following, 'approval.delivered');
    expect([...desk.ledger.values()].map(({ received }) => received)).toEqual([['deny']]);
    following.stop();
  });

  it(`kill -9 of the holder: the other one takes over within ${takeOverMs / 1000} s, and nothing is lost`, async () => {
    const began = await killHolder();
    desk.ask();
    await eventually(async () => gateway.openPeers === 1, 'the other worker');
    const ms = Math.round(performance.now() - began);
    console.log(`${backend}: the gateway was taken over ${ms} ms after its holder was killed`);
    expect(ms).toBeLessThan(takeOverMs);
    const waiting = await eventually(async () => {
      const { approvals } = await there.gql(
        '{ approvals(filter: { states: [PENDING] }) { edges { node { id digest } } } }',
      );
      return approvals.edges[0]?.node as { id: string; digest: string } | undefined;
    }, 'what was asked meanwhile');
    await there.gql(decide, { input: { ...waiting, decision: 'ALLOW_ONCE' } });
    await eventually(async () => desk.pending.length === 0, 'the decision at the gateway');
    expect([...desk.ledger.values()].at(-1)!.received).toEqual(['allow-once']);
  });

  /** Who holds the link is known only by its breaking: kills one; when the link stands, it was the other. */
  async function killHolder(): Promise<number> {
    for (const worker of product.workers) {
      const began = performance.now();
      const back = worker.started();
      worker.kill();
      const held = await eventually(async () => gateway.openPeers === 0, 'the link to break', 1000).then(
        () => true,
        () => false,
      );
      if (held) {
        await worker.killForGood();
        return began;
      }
      await back;
    }
    throw new Error('No worker held the gateway.');
  }
});

/** The approval of the next change of this type. */
async function nextOf(
  following: Subscription<Loose>,
  type: string,
  after: () => void = () => undefined,
): Promise<Loose> {
  const first = following.next();
  after();
  for (let delivery = await first; ; delivery = await following.next())
    if (delivery.approvalChanged.type === type) return delivery.approvalChanged.approval;
}
