import { agentFields, agentOf, connect } from '../testing/agents-room.js';
import { eventually } from '../testing/eventually.js';
import type { Loose } from '../testing/graphql-caller.js';
import { ObedientGateway } from '../testing/obedient-gateway.js';
import { storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type TestOrganization, type World } from '../testing/world.js';

const one = `query ($id: ID!) { agent(id: $id) { ${agentFields} } }`;
const disable = `mutation ($id: ID!) { disableAgent(id: $id) { ${agentFields} } }`;
const enable = `mutation ($id: ID!) { enableAgent(id: $id) { ${agentFields} } }`;
const list = `query ($filter: AgentFilter, $first: Int, $after: String) {
  agents(filter: $filter, first: $first, after: $after) {
    edges { cursor node { id externalId } } pageInfo { hasNextPage endCursor } totalCount } }`;
const missingId = '01a20000-0000-7000-8000-000000000000';

describe('agents', () => {
  let app: TestApp;
  let world: World;
  let other: TestOrganization;
  let gateway: ObedientGateway;
  let connectorId: string;

  beforeAll(async () => {
    app = await createTestApp();
    world = await createWorld(app);
    other = await world.organization('Other');
    gateway = await ObedientGateway.start();
    gateway.agents = [
      { id: 'main', model: { primary: 'stub/stub-1' }, workspace: '/w/main' },
      {
        id: 'gov',
        name: 'Gov Bot',
        identity: { name: 'Gov Bot', emoji: '🦞' },
        model: { primary: 'stub/stub-2' },
      },
    ];
    connectorId = await connect(world.owner, 'Home', gateway.url);
    await agentOf(world.owner, connectorId);
  });
  afterAll(async () => {
    await app.stop();
    await gateway.down();
  });

  const events = (id: string) =>
    storedEvents(app.database, world.home.id).then((all) => all.filter((event) => event.subject_id === id));
  const types = async (id: string) => (await events(id)).map((event) => event.type);

  it('appear as their gateway shows them, once', async () => {
    expect(await agentOf(world.owner, connectorId)).toMatchObject({
      ...{ externalId: 'main', name: 'main', emoji: null, model: 'stub/stub-1', isDefault: true },
      ...{ health: 'HEALTHY', healthReason: null, runtimeState: 'ONLINE', execMode: 'ask', removedAt: null },
      tools: [{ name: 'exec', group: 'Runtime' }],
      connector: { id: connectorId, name: 'Home' },
      killSwitch: null,
    });
    const gov = await agentOf(world.owner, connectorId, 'gov');
    expect(gov).toMatchObject({ name: 'Gov Bot', emoji: '🦞', isDefault: false });
    const looks = gateway.count('agents.list');
    gateway.edit({});
    await eventually(async () => gateway.count('agents.list') > looks);
    expect(await types(gov.id)).toEqual(['agent.discovered']);
    const { connector } = await world.owner.gql(
      'query ($id: ID!) { connector(id: $id) { agentCount killSwitch { id } } }',
      {
        id: connectorId,
      },
    );
    expect(connector).toEqual({ agentCount: 2, killSwitch: null });
  });

  it('are found by text, connector and state, page by page', async () => {
    const find = async (variables: object) => (await world.owner.gql(list, { ...variables })).agents;
    const names = (page: Loose) => page.edges.map(({ node }: Loose) => node.externalId);
    expect(names(await find({}))).toEqual(['gov', 'main']);
    expect(names(await find({ filter: { text: 'BOT' } }))).toEqual(['gov']);
    expect(names(await find({ filter: { text: '%' } }))).toEqual([]);
    expect(names(await find({ filter: { text: 'ai', connectorId } }))).toEqual(['main']);
    expect(names(await find({ filter: { connectorId: missingId } }))).toEqual([]);
    expect(names(await find({ filter: { runtimeState: 'KILLED' } }))).toEqual([]);
    const first = await find({ first: 1 });
    expect([names(first), first.pageInfo.hasNextPage, first.totalCount]).toEqual([['gov'], true, 2]);
    const second = await find({ first: 1, after: first.pageInfo.endCursor });
    expect([names(second), second.pageInfo.hasNextPage]).toEqual([['main'], false]);
    expect(await world.owner.refusal(list, { first: 201 })).toBe('INVALID_INPUT');
    expect(await world.owner.refusal(list, { after: 'forged' })).toBe('INVALID_INPUT');
  });

  it('tell what changed at the gateway, and what is gone and back', async () => {
    const { id } = await agentOf(world.owner, connectorId, 'gov');
    gateway.agents = gateway.agents.map((agent) =>
      agent.id === 'gov' ? { ...agent, name: 'Governor' } : agent,
    );
    gateway.edit({ tools: { exec: { mode: 'full' } } });
    await agentOf(world.owner, connectorId, 'gov', ({ execMode }) => execMode === 'full');
    expect((await events(id)).at(-1)).toMatchObject({
      ...{ type: 'agent.changed', actor_kind: 'CONNECTOR', actor_id: connectorId },
      payload: {
        before: { name: 'Gov Bot', execMode: 'ask' },
        after: { name: 'Governor', execMode: 'full' },
      },
    });
    const gov = gateway.agents[1]!;
    gateway.agents = gateway.agents.slice(0, 1);
    gateway.edit({ tools: { exec: { mode: 'ask' } } });
    await eventually(async () => (await world.owner.gql(list)).agents.totalCount === 1);
    const gone = (await world.owner.gql(one, { id })).agent;
    expect(gone).toMatchObject({ health: 'UNKNOWN', healthReason: 'The gateway no longer has this agent.' });
    expect(gone.removedAt).not.toBeNull();
    gateway.agents = [...gateway.agents, gov];
    gateway.edit({});
    expect((await agentOf(world.owner, connectorId, 'gov')).id).toBe(id);
    expect((await types(id)).slice(-2)).toEqual(['agent.gone', 'agent.discovered']);
  });

  it('count running work and show a failed run', async () => {
    const row = { agentId: 'main', startedAt: 1, endedAt: 2, updatedAt: 2 };
    gateway.sessions = [
      { ...row, key: 'a', status: 'failed', lastRunError: 'no credit' },
      { ...row, key: 'b', status: 'running', endedAt: null, hasActiveRun: true, activeRunIds: ['r'] },
    ];
    gateway.edit({});
    const agent = await agentOf(world.owner, connectorId, 'main', ({ sessionCount }) => sessionCount === 2);
    expect(agent).toMatchObject({
      ...{ runningSessionCount: 1, health: 'ATTENTION', healthReason: 'The last run failed: no credit' },
    });
    gateway.sessions = [];
    gateway.edit({});
    await agentOf(world.owner, connectorId, 'main', ({ health }) => health === 'HEALTHY');
  });

  it('are switched off and on at the gateway, exactly as they were', async () => {
    const before = structuredClone(gateway.config);
    const operator = await world.member('OPERATOR');
    const { id } = await agentOf(world.owner, connectorId, 'gov');
    expect((await operator.gql(disable, { id })).disableAgent).toMatchObject({ runtimeState: 'DISABLED' });
    await eventually(async () => (await types(id)).includes('agent.disable_confirmed'));
    expect(gateway.config).toMatchObject({ agents: { entries: { gov: { tools: { deny: ['*'] } } } } });
    expect((await operator.gql(disable, { id })).disableAgent).toMatchObject({
      ...{ runtimeState: 'DISABLED', health: 'HEALTHY' },
    });
    expect((await operator.gql(enable, { id })).enableAgent).toMatchObject({ runtimeState: 'ONLINE' });
    await eventually(async () => (await types(id)).includes('agent.enable_confirmed'));
    await operator.gql(enable, { id });
    expect(gateway.config).toEqual(before);
    expect((await types(id)).slice(-4)).toEqual([
      ...['agent.disabled', 'agent.disable_confirmed', 'agent.enabled', 'agent.enable_confirmed'],
    ]);
  });

  it('switched off while the link is down are so when it is back, and say so until then', async () => {
    const { id } = await agentOf(world.owner, connectorId, 'gov');
    await gateway.down();
    await world.owner.gql(disable, { id });
    await agentOf(world.owner, connectorId, 'gov', ({ healthReason }) =>
      /no link to Home/.test(healthReason),
    );
    await gateway.up();
    await agentOf(world.owner, connectorId, 'gov', ({ health }) => health === 'HEALTHY');
    expect(gateway.config).toMatchObject({ agents: { entries: { gov: { tools: { deny: ['*'] } } } } });
    await world.owner.gql(enable, { id });
    await eventually(async () => (await types(id)).at(-1) === 'agent.enable_confirmed');
  });

  it('belong to their organisation: a foreign one is like a missing one', async () => {
    const { id } = await agentOf(world.owner, connectorId, 'gov');
    expect((await other.owner.gql(one, { id })).agent).toBeNull();
    expect((await other.owner.gql(list)).agents).toMatchObject({ edges: [], totalCount: 0 });
    for (const document of [disable, enable]) {
      const foreign = await other.owner.call(document, { id });
      const missing = await other.owner.call(document, { id: missingId });
      expect([foreign.code, foreign.errors![0]!.message]).toEqual([
        missing.code,
        missing.errors![0]!.message,
      ]);
      expect(foreign.code).toBe('NOT_FOUND');
      expect(await world.owner.refusal(document, { id: 'not an id' })).toBe('NOT_FOUND');
    }
  });

  it('are switched only by those who may', async () => {
    const { id } = await agentOf(world.owner, connectorId, 'gov');
    for (const role of ['APPROVER', 'AUDITOR', 'VIEWER'] as const) {
      const member = await world.member(role);
      expect((await member.gql(one, { id })).agent.id).toBe(id);
      expect([await member.refusal(disable, { id }), await member.refusal(enable, { id })]).toEqual([
        ...['FORBIDDEN', 'FORBIDDEN'],
      ]);
    }
    expect(await world.anonymous.refusal(one, { id })).toBe('UNAUTHENTICATED');
    const token = await world.serviceToken(['agents:manage']);
    expect((await token.gql(disable, { id })).disableAgent.runtimeState).toBe('DISABLED');
    expect((await token.gql(enable, { id })).enableAgent.runtimeState).toBe('ONLINE');
    expect(await (await world.serviceToken(['agents:read'])).refusal(disable, { id })).toBe('FORBIDDEN');
    const key = { idempotencyKey: 'once' };
    await world.owner.gql(disable, { id }, key);
    await world.owner.gql(enable, { id });
    await world.owner.gql(disable, { id }, key);
    expect((await world.owner.gql(one, { id })).agent.runtimeState).toBe('ONLINE');
  });

  it('of a removed connector are gone', async () => {
    const { id } = await agentOf(world.owner, connectorId, 'gov');
    await world.owner.gql('mutation ($id: ID!) { removeConnector(id: $id) }', { id: connectorId });
    await eventually(async () => (await world.owner.gql(list)).agents.totalCount === 0);
    expect((await world.owner.gql(one, { id })).agent).toMatchObject({
      ...{ health: 'UNKNOWN', healthReason: 'Its gateway is no longer connected here.' },
    });
    expect((await types(id)).at(-1)).toBe('agent.gone');
    expect(await world.owner.refusal(disable, { id })).toBe('NOT_FOUND');
  });
});
