import { agentOf, connect, engage, inState, killFields, killSwitch, lift } from '../testing/agents-room.js';
import { eventually } from '../testing/eventually.js';
import { ObedientGateway } from '../testing/obedient-gateway.js';
import { readRows, storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type TestOrganization, type World } from '../testing/world.js';

const engageText = `mutation ($input: KillInput!) { engageKillSwitch(input: $input) { ${killFields} } }`;
const liftText = `mutation ($id: ID!) { liftKillSwitch(id: $id) { ${killFields} } }`;
const missingId = '01a20000-0000-7000-8000-000000000000';

describe('stop orders', () => {
  let app: TestApp;
  let world: World;
  let other: TestOrganization;
  let one: ObedientGateway;
  let two: ObedientGateway;
  let oneId: string;
  let twoId: string;

  beforeAll(async () => {
    app = await createTestApp();
    world = await createWorld(app);
    other = await world.organization('Other');
    [one, two] = [await ObedientGateway.start(), await ObedientGateway.start()];
    oneId = await connect(world.owner, 'One', one.url);
    twoId = await connect(world.owner, 'Two', two.url);
    await agentOf(world.owner, oneId);
    await agentOf(world.owner, twoId);
  });
  afterAll(async () => {
    await app.stop();
    await one.down();
    await two.down();
  });

  const types = async (id: string) =>
    (await storedEvents(app.database, world.home.id)).filter((e) => e.subject_id === id).map((e) => e.type);
  const isClosed = (gateway: ObedientGateway) =>
    JSON.stringify((gateway.config.tools as { deny?: unknown }).deny) === '["*"]';
  /** Time passes for an order that waits: only the database's clock counts, and it is not ours to turn. */
  const letExpire = (id: string) =>
    readRows(
      app.database,
      world.home.id,
      `with r as (update kill_reports set expires_at = now() - interval '1 second' where kill_switch_id = $1),
         c as (update connector_commands set expires_at = now() - interval '1 second' where subject_id = $1)
       update kill_switches set expires_at = now() - interval '1 second' where id = $1`,
      [id],
    );

  it('on the organisation stop every gateway, those added later too, and let all go again', async () => {
    const before = [structuredClone(one.config), structuredClone(two.config)];
    const order = await engage(world.owner, { scope: 'ORGANIZATION', reason: 'drill' });
    expect(order).toMatchObject({ targetId: world.home.id, targetName: 'Home' });
    expect(order.reports.map((report: { connectorName: string }) => report.connectorName)).toEqual([
      'One',
      'Two',
    ]);
    await inState(world.owner, order.id, 'CONFIRMED_STOPPED');
    expect([isClosed(one), isClosed(two)]).toEqual([true, true]);

    const three = await ObedientGateway.start();
    const threeId = await connect(world.owner, 'Three', three.url);
    await eventually(async () => isClosed(three));
    await agentOf(world.owner, threeId, 'main', ({ runtimeState }) => runtimeState === 'KILLED');
    const again = await inState(world.owner, order.id, 'CONFIRMED_STOPPED');
    expect(again.reports).toHaveLength(3);

    await world.owner.gql('mutation ($id: ID!) { removeConnector(id: $id) }', { id: threeId });
    await eventually(async () =>
      (await killSwitch(world.owner, order.id)).reports.some(
        (report: { state: string; steps: string[] }) =>
          report.state === 'LIFTED' && report.steps.at(-1)!.startsWith('The connector was removed'),
      ),
    );
    expect((await killSwitch(world.owner, order.id)).state).toBe('CONFIRMED_STOPPED');
    await three.down();

    await lift(world.owner, order.id);
    await inState(world.owner, order.id, 'LIFTED');
    expect([one.config, two.config]).toEqual(before);
    await agentOf(world.owner, oneId, 'main', ({ runtimeState }) => runtimeState === 'ONLINE');
  });

  it('of which one gateway is away wait for it, and nobody claims what is not known', async () => {
    await two.down();
    const order = await engage(world.owner, { scope: 'ORGANIZATION' });
    await eventually(async () => isClosed(one));
    expect((await killSwitch(world.owner, order.id)).state).toBe('PENDING');
    await letExpire(order.id);
    const unknown = await inState(world.owner, order.id, 'UNKNOWN');
    expect(unknown.reports).toMatchObject([
      { connectorName: 'One', state: 'CONFIRMED_STOPPED' },
      { connectorName: 'Two', state: 'EXPIRED' },
    ]);
    await two.up();
    await inState(world.owner, order.id, 'CONFIRMED_STOPPED');
    await lift(world.owner, order.id);
    await inState(world.owner, order.id, 'LIFTED');
  });

  it('that reach no gateway in time are given up, visibly, and can be given again', async () => {
    await two.down();
    const order = await engage(world.owner, { scope: 'CONNECTOR', targetId: twoId });
    await agentOf(world.owner, twoId, 'main', ({ runtimeState }) => runtimeState === 'KILLED');
    await letExpire(order.id);
    const expired = await inState(world.owner, order.id, 'EXPIRED');
    expect(expired.reports[0].steps.at(-1)).toBe('The order expired before the gateway could be reached.');
    await agentOf(
      world.owner,
      twoId,
      'main',
      ({ runtimeState, killSwitch: held }) => runtimeState === 'ONLINE' && !held,
    );
    expect(await types(order.id)).toEqual(['kill_switch.engaged', 'kill_switch.expired']);
    expect((await lift(world.owner, order.id)).state).toBe('EXPIRED');
    await two.up();
    await agentOf(world.owner, twoId, 'main', ({ health }) => health === 'HEALTHY');
    expect(isClosed(two)).toBe(false);
    const { killSwitches } = await world.owner.gql('{ killSwitches { id } }');
    expect(killSwitches).toEqual([]);
    const again = await engage(world.owner, { scope: 'CONNECTOR', targetId: twoId });
    expect(again.id).not.toBe(order.id);
    await inState(world.owner, again.id, 'CONFIRMED_STOPPED');
    await lift(world.owner, again.id);
    await inState(world.owner, again.id, 'LIFTED');
  });

  it('and off switches on the same agent do not lose what was there', async () => {
    const before = structuredClone(one.config);
    const { id } = await agentOf(world.owner, oneId);
    const set = (verb: string) =>
      world.owner.gql(`mutation ($id: ID!) { ${verb}Agent(id: $id) { id } }`, { id });
    await set('disable');
    const order = await engage(world.owner, { scope: 'AGENT', targetId: id });
    await inState(world.owner, order.id, 'CONFIRMED_STOPPED');
    await agentOf(world.owner, oneId, 'main', ({ runtimeState }) => runtimeState === 'KILLED');
    await lift(world.owner, order.id);
    const lifted = await inState(world.owner, order.id, 'LIFTED');
    expect(lifted.reports[0].steps.at(-1)).toContain('something else still wants it stopped');
    await agentOf(world.owner, oneId, 'main', ({ runtimeState }) => runtimeState === 'DISABLED');
    expect(one.config).not.toEqual(before);
    await set('enable');
    await eventually(async () => (await types(id)).at(-1) === 'agent.enable_confirmed');
    expect(one.config).toEqual(before);
  });

  it('survive a link that breaks in the middle of the change, and still put back what was there', async () => {
    const before = structuredClone(one.config);
    const { id } = await agentOf(world.owner, oneId);
    let broken = false;
    one.onAsked = async ({ method }) => {
      if (method !== 'config.patch' || broken) return;
      broken = true;
      await one.down();
      await one.up();
    };
    const order = await engage(world.owner, { scope: 'AGENT', targetId: id });
    await inState(world.owner, order.id, 'CONFIRMED_STOPPED');
    expect(broken).toBe(true);
    broken = false;
    await lift(world.owner, order.id);
    await inState(world.owner, order.id, 'LIFTED');
    one.onAsked = () => undefined;
    expect(broken).toBe(true);
    expect(one.config).toEqual(before);
    expect(await readRows(app.database, world.home.id, 'select 1 from gateway_stops')).toEqual([]);
  });

  it('tell what a missing right costs, and what is newer than proven', async () => {
    const poor = await ObedientGateway.start();
    poor.scopes = ['operator.read', 'operator.write'];
    poor.sessions = [{ key: 'agent:main:x', agentId: 'main', hasActiveRun: true, activeRunIds: ['r'] }];
    const poorId = await connect(world.owner, 'Poor', poor.url);
    await agentOf(world.owner, poorId);
    const order = await engage(world.owner, { scope: 'CONNECTOR', targetId: poorId });
    const unknown = await inState(world.owner, order.id, 'UNKNOWN');
    expect(unknown.reports[0].steps.join(' ')).toMatch(
      /What ran was aborted.*New work can still start.*operator\.admin/,
    );
    expect(poor.sessions).toMatchObject([{ hasActiveRun: false }]);
    expect(poor.count('config.patch')).toBe(0);
    await poor.down();
    poor.protocol = 5;
    await poor.up();
    await eventually(async () =>
      (await killSwitch(world.owner, order.id)).reports[0].steps
        .join(' ')
        .includes('newer than what this version'),
    );
    expect(poor.count('config.patch')).toBe(0);
    await world.owner.gql('mutation ($id: ID!) { removeConnector(id: $id) }', { id: poorId });
    const lifted = await inState(world.owner, order.id, 'LIFTED');
    expect(lifted.liftedBy).toBeNull();
    await poor.down();
  });

  it('are refused when they make no sense', async () => {
    const { id } = await agentOf(world.owner, oneId);
    const refused = (input: object) => world.owner.call(engageText, { input });
    const invalid: [object, string][] = [
      [{ scope: 'AGENT' }, 'targetId'],
      [{ scope: 'CONNECTOR', targetId: '' }, 'targetId'],
      [{ scope: 'AGENT', targetId: id, reason: 'x'.repeat(501) }, 'reason'],
      [{ scope: 'AGENT', targetId: id, reason: 'a\u202eb' }, 'reason'],
      [{ scope: 'AGENT', targetId: id, expiresInMinutes: 0 }, 'expiresInMinutes'],
      [{ scope: 'AGENT', targetId: id, expiresInMinutes: 10_081 }, 'expiresInMinutes'],
    ];
    for (const [input, field] of invalid) {
      const answer = await refused(input);
      expect([answer.code, Object.keys(answer.errors![0]!.extensions.fields!)]).toEqual([
        'INVALID_INPUT',
        [field],
      ]);
    }
    for (const input of [
      { scope: 'AGENT', targetId: oneId },
      { scope: 'CONNECTOR', targetId: id },
      { scope: 'AGENT', targetId: 'nonsense' },
      { scope: 'ORGANIZATION', targetId: missingId },
    ]) {
      expect((await refused(input)).code).toBe('NOT_FOUND');
    }
    expect(await world.owner.refusal(liftText, { id: 'nonsense' })).toBe('NOT_FOUND');
  });

  it('are given and lifted only by those who may, and only in their own organisation', async () => {
    const { id } = await agentOf(world.owner, oneId);
    const input = { scope: 'AGENT', targetId: id };
    for (const role of ['APPROVER', 'AUDITOR', 'VIEWER'] as const) {
      const member = await world.member(role);
      expect(await member.refusal(engageText, { input })).toBe('FORBIDDEN');
      expect(await member.refusal(liftText, { id: missingId })).toBe('FORBIDDEN');
    }
    expect(await world.anonymous.refusal(engageText, { input })).toBe('UNAUTHENTICATED');
    const foreign = await other.owner.call(engageText, { input });
    const missing = await other.owner.call(engageText, { input: { ...input, targetId: missingId } });
    expect([foreign.code, foreign.errors![0]!.message]).toEqual(['NOT_FOUND', missing.errors![0]!.message]);
    expect(await other.owner.refusal(engageText, { input: { scope: 'CONNECTOR', targetId: oneId } })).toBe(
      'NOT_FOUND',
    );
    expect(
      await other.owner.refusal(engageText, { input: { scope: 'ORGANIZATION', targetId: world.home.id } }),
    ).toBe('NOT_FOUND');

    const token = await world.serviceToken(['agents:kill', 'agents:read']);
    const { engageKillSwitch: order } = await token.gql(engageText, { input });
    expect(order.engagedBy).toBeNull();
    expect(await other.owner.refusal(liftText, { id: order.id })).toBe('NOT_FOUND');
    expect((await other.owner.gql('{ killSwitches(lifted: true) { id } }')).killSwitches).toEqual([]);
    await inState(world.owner, order.id, 'CONFIRMED_STOPPED');
    await token.gql(liftText, { id: order.id });
    await inState(world.owner, order.id, 'LIFTED');
    expect(await (await world.serviceToken(['agents:manage'])).refusal(engageText, { input })).toBe(
      'FORBIDDEN',
    );

    const empty = await engage(other.owner, { scope: 'ORGANIZATION' });
    expect(empty).toMatchObject({ state: 'CONFIRMED_STOPPED', reports: [] });
    expect(await lift(other.owner, empty.id)).toMatchObject({ state: 'LIFTED' });
  });
});
