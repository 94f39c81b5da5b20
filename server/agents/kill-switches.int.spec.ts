import { agentOf, connect, engage, inState, killSwitch, lift } from '../testing/agents-room.js';
import { eventually } from '../testing/eventually.js';
import { ObedientGateway } from '../testing/obedient-gateway.js';
import { storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type World } from '../testing/world.js';

const running = {
  key: 'agent:main:one',
  agentId: 'main',
  status: 'running',
  hasActiveRun: true,
  activeRunIds: ['r'],
};

describe('a kill switch', () => {
  let app: TestApp;
  let world: World;
  let gateway: ObedientGateway;
  let connectorId: string;
  let before: unknown;

  beforeAll(async () => {
    app = await createTestApp();
    world = await createWorld(app);
    gateway = await ObedientGateway.start();
    before = structuredClone(gateway.config);
    connectorId = await connect(world.owner, 'Home', gateway.url);
  });
  afterAll(async () => {
    await app.stop();
    await gateway.down();
  });

  const main = (holds?: Parameters<typeof agentOf>[3]) => agentOf(world.owner, connectorId, 'main', holds);
  const killEvents = async (id: string) =>
    (await storedEvents(app.database, world.home.id)).filter((event) => event.subject_id === id);

  it('on an agent aborts its work, closes it, and puts everything back when lifted', async () => {
    const agent = await main();
    gateway.sessions = [running];
    const ordered = await engage(world.owner, { scope: 'AGENT', targetId: agent.id, reason: ' runs wild ' });
    expect(ordered).toMatchObject({
      ...{ scope: 'AGENT', targetId: agent.id, targetName: 'main', reason: 'runs wild', liftedAt: null },
      engagedBy: { id: world.owner.userId },
      reports: [{ connectorId, connectorName: 'Home' }],
    });
    const stopped = await inState(world.owner, ordered.id, 'CONFIRMED_STOPPED');
    expect(stopped.confirmedAt).not.toBeNull();
    expect(gateway.sessions).toMatchObject([{ hasActiveRun: false }]);
    expect(gateway.config).toMatchObject({ agents: { entries: { main: { tools: { deny: ['*'] } } } } });
    expect(await main()).toMatchObject({
      ...{ runtimeState: 'KILLED', execMode: 'ask', model: 'stub/stub-1' },
      killSwitch: { id: ordered.id },
    });

    expect(await lift(world.owner, ordered.id)).toMatchObject({ liftedBy: { id: world.owner.userId } });
    await inState(world.owner, ordered.id, 'LIFTED');
    expect(gateway.config).toEqual(before);
    expect(await main()).toMatchObject({ runtimeState: 'ONLINE', killSwitch: null, execMode: 'ask' });
    const told = await killEvents(ordered.id);
    expect(told.map((event) => [event.type, event.actor_kind])).toEqual([
      ['kill_switch.engaged', 'PERSON'],
      ['kill_switch.confirmed', 'CONNECTOR'],
      ['kill_switch.lift_asked', 'PERSON'],
      ['kill_switch.lifted', 'CONNECTOR'],
    ]);
    expect(told[1]!.payload).toMatchObject({
      before: { state: 'PENDING' },
      after: { state: 'CONFIRMED_STOPPED', gateways: [{ gateway: 'Home', state: 'CONFIRMED_STOPPED' }] },
    });
    const noise = await storedEvents(app.database, world.home.id, ['agent.changed']);
    expect(noise).toEqual([]);
  });

  it('engaged twice is one, lifted twice is lifted once', async () => {
    const agent = await main();
    const first = await engage(world.owner, { scope: 'AGENT', targetId: agent.id });
    const [again, yetAgain] = await Promise.all([
      engage(world.owner, { scope: 'AGENT', targetId: agent.id, reason: 'other words' }),
      engage(await world.member('OPERATOR'), { scope: 'AGENT', targetId: agent.id }),
    ]);
    expect([again.id, yetAgain.id, again.reason]).toEqual([first.id, first.id, null]);
    await inState(world.owner, first.id, 'CONFIRMED_STOPPED');
    await Promise.all([lift(world.owner, first.id), lift(world.owner, first.id)]);
    const lifted = await inState(world.owner, first.id, 'LIFTED');
    expect((await lift(world.owner, first.id)).liftedAt).toBe(lifted.liftedAt);
    expect((await killEvents(first.id)).map((event) => event.type)).toEqual([
      ...['kill_switch.engaged', 'kill_switch.confirmed', 'kill_switch.lift_asked', 'kill_switch.lifted'],
    ]);
    expect(gateway.config).toEqual(before);
  });

  it('engaged by many at the same moment is one', async () => {
    const orders = await Promise.all(
      Array.from({ length: 6 }, () => engage(world.owner, { scope: 'CONNECTOR', targetId: connectorId })),
    );
    expect(new Set(orders.map((order) => order.id)).size).toBe(1);
    await inState(world.owner, orders[0].id, 'CONFIRMED_STOPPED');
    await lift(world.owner, orders[0].id);
    await inState(world.owner, orders[0].id, 'LIFTED');
    expect(gateway.config).toEqual(before);
  });

  it('on a connector holds agents that appear later; orders that overlap leave nothing behind', async () => {
    const agent = await main();
    const wide = await engage(world.owner, { scope: 'CONNECTOR', targetId: connectorId });
    await inState(world.owner, wide.id, 'CONFIRMED_STOPPED');
    const narrow = await engage(world.owner, { scope: 'AGENT', targetId: agent.id });
    await inState(world.owner, narrow.id, 'CONFIRMED_STOPPED');
    gateway.agents = [
      ...gateway.agents,
      { id: 'late', name: 'Latecomer', model: { primary: 'stub/stub-1' } },
    ];
    gateway.edit({});
    const late = await agentOf(
      world.owner,
      connectorId,
      'late',
      ({ runtimeState }) => runtimeState === 'KILLED',
    );
    expect(late).toMatchObject({ name: 'Latecomer', killSwitch: { id: wide.id } });
    await eventually(
      async () => 'late' in (gateway.config as { agents: { entries: object } }).agents.entries,
    );
    expect(await main()).toMatchObject({ killSwitch: { id: narrow.id } });

    await lift(world.owner, wide.id);
    await inState(world.owner, wide.id, 'LIFTED');
    expect(await main()).toMatchObject({ runtimeState: 'KILLED' });
    expect(gateway.config).toMatchObject({ agents: { entries: { main: { tools: { deny: ['*'] } } } } });
    expect(gateway.config.tools).toEqual({ exec: { mode: 'ask' } });
    await lift(world.owner, narrow.id);
    await inState(world.owner, narrow.id, 'LIFTED');
    expect(gateway.config).toEqual(before);
  });

  it('is applied again when somebody undoes it at the gateway', async () => {
    const agent = await main();
    const order = await engage(world.owner, { scope: 'AGENT', targetId: agent.id });
    await inState(world.owner, order.id, 'CONFIRMED_STOPPED');
    gateway.edit({ agents: { entries: { main: { tools: { deny: null } } } } });
    await eventually(async () =>
      (await killEvents(order.id)).some(({ type }) => type === 'kill_switch.reapplied'),
    );
    expect(gateway.config).toMatchObject({ agents: { entries: { main: { tools: { deny: ['*'] } } } } });
    expect((await killSwitch(world.owner, order.id)).reports[0].steps.join(' ')).toContain('Stopped again.');
    await lift(world.owner, order.id);
    await inState(world.owner, order.id, 'LIFTED');
    expect(gateway.config).toEqual(before);
  });

  it('waits for a link that is down, is applied when it is up, and again after a restart', async () => {
    await gateway.down();
    const order = await engage(world.owner, {
      scope: 'CONNECTOR',
      targetId: connectorId,
      expiresInMinutes: 5,
    });
    expect(order).toMatchObject({ state: 'PENDING', confirmedAt: null });
    expect(Date.parse(order.expiresAt) - Date.parse(order.engagedAt)).toBe(300_000);
    expect(await main()).toMatchObject({ runtimeState: 'KILLED' });
    await gateway.up();
    await inState(world.owner, order.id, 'CONFIRMED_STOPPED');
    await gateway.down();
    gateway.config = structuredClone(before) as typeof gateway.config;
    gateway.sessions = [running];
    await gateway.up();
    await eventually(async () => gateway.sessions.every((row) => !row.hasActiveRun));
    await eventually(async () =>
      (await killEvents(order.id)).some(({ type }) => type === 'kill_switch.reapplied'),
    );
    await lift(world.owner, order.id);
    await inState(world.owner, order.id, 'LIFTED');
    expect(gateway.config).toEqual(before);
  });

  it('lifted before any gateway was reached lets go at once', async () => {
    await gateway.down();
    const order = await engage(world.owner, { scope: 'CONNECTOR', targetId: connectorId });
    expect(await lift(world.owner, order.id)).toMatchObject({
      state: 'LIFTED',
      reports: [
        { state: 'LIFTED', steps: [expect.any(String), 'Lifted; nothing had been changed at the gateway.'] },
      ],
    });
    expect(await main()).toMatchObject({ runtimeState: 'ONLINE' });
    await gateway.up();
  });

  it('tells that nobody knows while the gateway refuses, and tries again', async () => {
    const agent = await main(({ health }) => health === 'HEALTHY');
    gateway.refuses.set('config.patch', 'not today');
    const order = await engage(world.owner, { scope: 'AGENT', targetId: agent.id });
    const unknown = await inState(world.owner, order.id, 'UNKNOWN');
    expect(unknown.reports[0].steps.at(-1)).toContain('not today');
    gateway.refuses.clear();
    await inState(world.owner, order.id, 'CONFIRMED_STOPPED');
    await lift(world.owner, order.id);
    await inState(world.owner, order.id, 'LIFTED');
    expect(gateway.config).toEqual(before);
  });
});
