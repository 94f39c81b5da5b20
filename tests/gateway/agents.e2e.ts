import type { GatewayConnection } from '../../server/connectors/openclaw/gateway-connection.js';
import type { JsonRecord } from '../../server/connectors/openclaw/loose-json.js';
import { readConfig } from '../../server/connectors/openclaw/read-config.js';
import { GovernedGateway } from './governed-gateway.js';
import { START_LIMIT_MS } from './harness/real-gateway.js';
import { until } from '../labs/until.js';
import { WatchedLink } from './harness/watched-link.js';

const order = `id scope state targetName reports { connectorName state steps }`;
const engageDocument = `mutation ($input: KillInput!) { engageKillSwitch(input: $input) { ${order} } }`;
const liftDocument = `mutation ($id: ID!) { liftKillSwitch(id: $id) { ${order} } }`;

interface Order {
  id: string;
  state: string;
  reports: { state: string; steps: string[] }[];
}

let governed: GovernedGateway;
let observer: WatchedLink;
let before: JsonRecord;
let marks = 0;

beforeAll(async () => {
  const entries = { main: { tools: { deny: ['browser'] } }, second: {} };
  governed = await GovernedGateway.start({ gateway: { config: { agents: { entries } } } });
  observer = new WatchedLink({ url: governed.gateway.url, credentials: { token: governed.gateway.token } });
  before = await configuration();
}, START_LIMIT_MS * 2);

afterAll(async () => {
  observer?.stop();
  await governed?.stop();
});

/** The gateway's configuration as its owner reads it, without the gateway's own bookkeeping. */
async function configuration(): Promise<JsonRecord> {
  const connection: GatewayConnection = await observer.connection();
  const { meta: _meta, ...written } = (await readConfig(connection))?.written ?? {};
  return written;
}

async function agentId(externalId: string): Promise<string> {
  const { agents } = await governed.world.owner.gql('{ agents { edges { node { id externalId } } } }');
  return agents.edges.find((edge: { node: { externalId: string } }) => edge.node.externalId === externalId)
    .node.id;
}

async function runtimeState(externalId: string): Promise<string> {
  const id = await agentId(externalId);
  const { agent } = await governed.world.owner.gql('query ($id: ID!) { agent(id: $id) { runtimeState } }', {
    id,
  });
  return agent.runtimeState;
}

async function engage(input: Record<string, unknown>): Promise<Order> {
  return (await governed.world.owner.gql(engageDocument, { input })).engageKillSwitch;
}

/** The order, once it is in a state. */
function inState(id: string, state: string): Promise<Order> {
  return until(
    async () => {
      const { killSwitches } = await governed.world.owner.gql(`{ killSwitches(lifted: true) { ${order} } }`);
      const found: Order | undefined = killSwitches.find((one: Order) => one.id === id);
      return found?.state === state ? found : null;
    },
    { timeoutMs: 90_000, what: `the stop order to be ${state}` },
  );
}

async function lift(id: string): Promise<Order> {
  await governed.world.owner.gql(liftDocument, { id });
  return inState(id, 'LIFTED');
}

/** Sends an agent a message; how often a model was asked about it, once the run has ended. */
async function modelCalls(agent: string, what = ''): Promise<number> {
  const mark = `mark-${(marks += 1)}-end`;
  const run = await governed.gateway.chat(`${mark} ${what}`, `agent:${agent}:${mark}`);
  await run.ended;
  return governed.gateway.stub.callsAbout(mark);
}

describe('the kill switch of one agent', () => {
  let killed: Order;

  it('ends its run and its pending approval, and confirms', async () => {
    const { gateway } = governed;
    const thinking = await gateway.chat('think [[sleep:90000]]');
    const asking = await gateway.runAgentCommand('touch asked-when-killed');
    const item = await governed.asked('touch asked-when-killed');
    const engaged = await engage({ scope: 'AGENT', targetId: await agentId('main'), reason: 'drill' });
    killed = await inState(engaged.id, 'CONFIRMED_STOPPED');
    expect(killed.reports).toEqual([
      expect.objectContaining({
        state: 'CONFIRMED_STOPPED',
        steps: expect.arrayContaining([expect.stringContaining('nothing of it runs')]),
      }),
    ]);
    expect((await thinking.ended).state).toBe('aborted');
    await asking.ended;
    expect(await governed.until(item.id, 'the request to end', (a) => a.state !== 'PENDING')).toMatchObject({
      state: 'CANCELLED',
    });
    expect(await governed.gateway.has('asked-when-killed')).toBe(false);
    expect(await governed.history(item.id, 'approval.cancelled')).toEqual([
      'approval.asked',
      'approval.cancelled',
    ]);
    expect(await runtimeState('main')).toBe('KILLED');
  });

  it('keeps new work from starting and leaves the other agent alone', async () => {
    expect(await modelCalls('main', '[[exec:touch ran-when-killed]]')).toBe(0);
    expect(await governed.gateway.has('ran-when-killed')).toBe(false);
    expect(await modelCalls('second')).toBe(1);
  });

  it('engaged again is the same order', async () => {
    const again = await engage({ scope: 'AGENT', targetId: await agentId('main') });
    expect(again).toMatchObject({ id: killed.id, state: 'CONFIRMED_STOPPED' });
  });

  it('is applied again when the owner of the gateway undoes it, and the log says so', async () => {
    const connection = await observer.connection();
    const raw = JSON.stringify({ agents: { entries: { main: { model: null, modelPolicy: null } } } });
    const replacePaths = ['model.fallbacks', 'modelPolicy.allow'].map(
      (place) => `agents.entries.main.${place}`,
    );
    const baseHash = (await readConfig(connection))?.hash;
    await connection.request('config.patch', { raw, baseHash, replacePaths });
    await until(
      async () => {
        const { auditEvents } = await governed.world.owner.gql(
          '{ auditEvents(filter: {types: ["kill_switch.*"]}, first: 50) { edges { node { type } } } }',
        );
        return JSON.stringify(auditEvents).includes('kill_switch.reapplied');
      },
      { what: 'the stop applied again, in the log' },
    );
    expect(await modelCalls('main')).toBe(0);
  });

  it(
    'outlives a crash of the gateway',
    async () => {
      await governed.gateway.restart();
      await governed.connected(new Date());
      expect(await modelCalls('main', '[[exec:touch ran-after-crash]]')).toBe(0);
      expect(await governed.gateway.has('ran-after-crash')).toBe(false);
      expect(await inState(killed.id, 'CONFIRMED_STOPPED')).toBeTruthy();
    },
    START_LIMIT_MS,
  );

  it('lifted restores the configuration exactly, and the agent works', async () => {
    await lift(killed.id);
    expect(await configuration()).toEqual(before);
    expect(await modelCalls('main')).toBe(1);
    expect(await runtimeState('main')).toBe('ONLINE');
  });
});

describe('the kill switch of the organisation', () => {
  it('covers a disabled agent, hands its rest over, and puts everything back', async () => {
    const second = await agentId('second');
    await governed.world.owner.gql('mutation ($id: ID!) { disableAgent(id: $id) { id } }', { id: second });
    const engaged = await engage({ scope: 'ORGANIZATION', reason: 'drill' });
    await inState(engaged.id, 'CONFIRMED_STOPPED');
    expect([await modelCalls('main'), await modelCalls('second')]).toEqual([0, 0]);
    await lift(engaged.id);
    expect([await modelCalls('main'), await modelCalls('second')]).toEqual([1, 0]);
    expect(await runtimeState('second')).toBe('DISABLED');
    await governed.world.owner.gql('mutation ($id: ID!) { enableAgent(id: $id) { id } }', { id: second });
    await until(async () => (await modelCalls('second')) === 1, { what: 'the second agent to work' });
    expect(await configuration()).toEqual(before);
  });

  it(
    'ordered while the gateway is away, holds from the moment it is back',
    async () => {
      await governed.gateway.crash();
      const engaged = await engage({ scope: 'CONNECTOR', targetId: governed.connectorId, reason: 'drill' });
      expect(engaged.state).toBe('PENDING');
      await governed.gateway.startAgain();
      await inState(engaged.id, 'CONFIRMED_STOPPED');
      expect(await modelCalls('main')).toBe(0);
      await lift(engaged.id);
      expect(await configuration()).toEqual(before);
      expect(await modelCalls('main')).toBe(1);
    },
    START_LIMIT_MS,
  );
});
