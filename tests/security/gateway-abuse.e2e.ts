import { connect } from '../../server/testing/agents-room.js';
import { eventually } from '../../server/testing/eventually.js';
import type { Loose } from '../../server/testing/graphql-caller.js';
import { startHostileGateway, type HostileGateway } from '../../server/testing/hostile-gateway.js';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { createWorld, type World } from '../../server/testing/world.js';
import { ApprovalDesk } from './approval-desk.js';

const mebibyte = 1024 * 1024;

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
});
afterAll(() => app.stop());

const connectorOf = async (id: string) =>
  (await world.owner.gql('query ($id: ID!) { connector(id: $id) { state stateCode stateReason } }', { id }))
    .connector;

describe('a gateway that sends too much', () => {
  let gateway: HostileGateway;
  let readBytes = 0;
  afterEach(() => gateway.close());

  it('10 MB in one event: taken up without what it is padded with, and the link lives on', async () => {
    gateway = await startHostileGateway();
    const id = await connect(world.owner, 'Big frames', gateway.url);
    await eventually(async () => (await connectorOf(id)).state === 'CONNECTED', 'the link');
    const peer = gateway.peers.at(-1)!;
    peer.event('exec.approval.requested', requestOf('big', 'echo big', { junk: 'x'.repeat(10 * mebibyte) }));
    peer.event('exec.approval.requested', requestOf('small', 'echo small'));
    await eventually(
      async () => (await commandsOf(id)).includes('echo small'),
      'the request behind the big one',
    );
    expect(await commandsOf(id)).toContain('echo big');
    expect(readBytes).toBeLessThan(mebibyte);
    expect((await connectorOf(id)).state).toBe('CONNECTED');
  });

  it('a command of 10 MB: shown as far as it is taken, never to be allowed', async () => {
    gateway = await startHostileGateway();
    const id = await connect(world.owner, 'Big command', gateway.url);
    await eventually(async () => (await connectorOf(id)).state === 'CONNECTED', 'the link');
    gateway.peers.at(-1)!.event('exec.approval.requested', requestOf('huge', 'y'.repeat(10 * mebibyte)));
    gateway.peers.at(-1)!.event('exec.approval.requested', requestOf('small', 'echo small'));
    await eventually(
      async () => (await commandsOf(id)).includes('echo small'),
      'the request behind the huge one',
    );
    const { approvals } = await world.owner.gql(
      'query ($id: ID!) { approvals(filter: { connectorId: $id }) { edges { node { showable allowedDecisions externalId } } } }',
      { id },
    );
    const huge = approvals.edges.find(
      ({ node }: { node: { externalId: string } }) => node.externalId === 'huge',
    );
    expect(huge?.node ?? { showable: false }).toMatchObject({ showable: false });
  });

  it('20 MB in one frame: refused in words, and nobody else is held up', async () => {
    gateway = await startHostileGateway();
    const id = await connect(world.owner, 'Huge frames', gateway.url);
    await eventually(async () => (await connectorOf(id)).state === 'CONNECTED', 'the link');
    gateway.peers
      .at(-1)!
      .raw(JSON.stringify({ type: 'event', event: 'x', payload: 'z'.repeat(20 * mebibyte) }));
    const connector = await eventually(async () => {
      const now = await connectorOf(id);
      return now.state !== 'CONNECTED' && now;
    }, 'the link to be refused');
    expect(connector.stateReason).toMatch(/\w+ \w+ \w+/);
    expect((await fetch(`${app.url}/health/ready`)).status).toBe(200);
  });

  function requestOf(id: string, command: string, extra: object = {}) {
    const request = {
      command,
      cwd: '/srv',
      host: 'gateway',
      agentId: 'main',
      allowedDecisions: ['allow-once', 'deny'],
    };
    return { id, request, createdAtMs: Date.now(), expiresAtMs: Date.now() + 600_000, ...extra };
  }

  async function commandsOf(id: string): Promise<string[]> {
    const { approvals } = await world.owner.gql(
      'query ($id: ID!) { approvals(filter: { connectorId: $id }) { edges { node { action raw } } } }',
      { id },
    );
    readBytes = JSON.stringify(approvals).length;
    return approvals.edges.map(({ node }: { node: { action: string } }) => node.action);
  }
});

describe('10,000 pending approvals', () => {
  const count = 10_000;

  it('are all taken up at the next session, listed page by page, and can still be decided', async () => {
    const desk = await ApprovalDesk.open(app, world.owner, 'Busy');
    desk.gateway.hold(
      Array.from({ length: count }, (_, n) => ({ id: `held-${n}`, command: `touch file-${n}` })),
    );
    const started = performance.now();
    desk.gateway.peer!.drop();
    await eventually(
      async () => {
        const [row] = await desk.query<{ found: number }>(
          `select count(*)::int as found from approvals where connector_id = $1 and state = 'PENDING'`,
          [desk.connectorId],
        );
        if (row!.found < count) throw new Error(`${row!.found} so far`);
        return true;
      },
      'all of them to be on the desk',
      400_000,
    );
    const tookMs = performance.now() - started;
    expect((await world.owner.gql('{ pendingApprovalCount }')).pendingApprovalCount).toBeGreaterThanOrEqual(
      count,
    );
    expect(await listed(desk.connectorId)).toBe(count);
    const [last] = await desk.rowsOf([`held-${count - 1}`]);
    const decided = performance.now();
    expect(await desk.decide(world.owner, last!, 'DENY')).toBe('Approval');
    await eventually(
      () => Promise.resolve(desk.gateway.held.get(last!.external_id)!.decision === 'deny'),
      'its delivery',
    );
    process.stderr.write(
      `Pending: ${count} approvals taken up in ${(tookMs / 1000).toFixed(1)} s, one decided and delivered in ${(performance.now() - decided).toFixed(0)} ms\n`,
    );
    await desk.close();
  }, 450_000);

  async function listed(connectorId: string): Promise<number> {
    const seen = new Set<string>();
    let after: string | null = null;
    do {
      const { approvals }: Loose = await world.owner.gql(
        `query ($id: ID!, $after: String) { approvals(filter: { connectorId: $id, states: [PENDING] }, order: URGENCY,
          first: 200, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`,
        { id: connectorId, after },
      );
      for (const { node } of approvals.edges) seen.add(node.id);
      after = approvals.pageInfo.hasNextPage ? approvals.pageInfo.endCursor : null;
    } while (after !== null);
    return seen.size;
  }
});
