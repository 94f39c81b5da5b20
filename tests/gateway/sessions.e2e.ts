import type { Loose } from '../../server/testing/graphql-caller.js';
import { settled } from '../../server/testing/recorded-events.js';
import { readRows } from '../../server/testing/stored-events.js';
import { until } from '../labs/until.js';
import { GovernedGateway } from './governed-gateway.js';
import { START_LIMIT_MS } from './harness/real-gateway.js';

const fields = `id externalId title runtime status model messageCount toolCallCount entryCount contentPolicy
  instance { id } connector { id name } usage { input output cacheRead cacheWrite total }
  cost { usdMicros basis unpricedTokens reportedUsdMicros }
  entries(first: 100) { edges { node { kind role text textLength withheld toolName toolCallId isError usage { total } } } }`;
const list = `query ($filter: SessionFilter) { sessions(filter: $filter) { edges { node { ${fields} } } } }`;
const setPolicy = `mutation ($id: ID!, $contentPolicy: ContentPolicy!) {
  setConnectorContentPolicy(id: $id, contentPolicy: $contentPolicy) { id contentPolicy } }`;
const follow = `subscription ($id: ID, $after: Seq) { sessionChanged(id: $id, after: $after) {
  ... on SessionChange { session { entryCount } entries { kind role text } } ... on GapNotice { reason } } }`;
const totals = `query ($filter: SessionFilter) { sessionTotals(filter: $filter) {
  sessionCount usage { input output cacheRead cacheWrite } cost { reportedUsdMicros } } }`;

let governed: GovernedGateway;

beforeAll(async () => {
  const config = { tools: { exec: { mode: 'full' } } };
  governed = await GovernedGateway.start({ gateway: { config } });
}, START_LIMIT_MS * 2);

afterAll(async () => {
  await governed?.stop();
});

/** The gateway's own count of a session, call by call. */
async function points(key: string): Promise<Loose[]> {
  const { connection } = await governed.gateway.person();
  const told = (await connection.request('sessions.usage.timeseries', { key })) as { points: Loose[] };
  return told.points;
}

/** Every session of the gateway; that of its warm-up too. */
async function listedKeys(): Promise<string[]> {
  const { connection } = await governed.gateway.person();
  const told = (await connection.request('sessions.list', {})) as { sessions: Loose[] };
  return told.sessions.map(({ key }) => key);
}

async function transcriptOf(key: string): Promise<string> {
  const { connection } = await governed.gateway.person();
  const told = (await connection.request('sessions.describe', { key })) as Loose;
  return told.session.sessionId;
}

/** The session behind a key as it is shown here, once it is as wished. */
async function shown(key: string, what: string, holds: (session: Loose) => boolean): Promise<Loose> {
  const externalId = await transcriptOf(key);
  return until(
    async () => {
      const answer = await governed.world.owner.gql(list, {
        filter: { connectorIds: [governed.connectorId] },
      });
      const nodes: Loose[] = answer.sessions.edges.map((edge: Loose) => edge.node);
      const found = nodes.find((session) => session.externalId === externalId);
      return found && holds(found) ? found : null;
    },
    { what },
  );
}

const sum = (calls: Loose[], name: string): number => calls.reduce((all, call) => all + call[name], 0);
const usageOf = (calls: Loose[]) => ({
  input: sum(calls, 'input'),
  output: sum(calls, 'output'),
  cacheRead: sum(calls, 'cacheRead'),
  cacheWrite: sum(calls, 'cacheWrite'),
});
const entriesOf = (session: Loose): Loose[] => session.entries.edges.map((edge: Loose) => edge.node);

it('metadata only by default: what happened and how much it took, never what was said', async () => {
  const key = 'agent:main:quiet';
  await (
    await governed.gateway.runAgentCommand('echo pangolin', key)
  ).ended;
  const session = await shown(key, 'the turn', (s) => s.entryCount === 4 && s.status === 'IDLE');
  expect(session).toMatchObject({
    ...{ runtime: 'OPENCLAW', title: null, model: 'stub-1', contentPolicy: 'METADATA', instance: null },
    ...{ connector: { id: governed.connectorId, name: 'Lab' }, messageCount: 2, toolCallCount: 1 },
  });
  expect(entriesOf(session).map(({ kind, role, withheld }) => [kind, role, withheld])).toEqual([
    ['MESSAGE', 'USER', true],
    ['TOOL_CALL', 'ASSISTANT', true],
    ['TOOL_RESULT', 'TOOL', true],
    ['MESSAGE', 'ASSISTANT', true],
  ]);
  const stored = await readRows(
    governed.app.database,
    governed.world.home.id,
    'select * from session_entries e join sessions s on s.id = e.session_id',
  );
  expect(stored.length).toBeGreaterThanOrEqual(4);
  expect(JSON.stringify(stored)).not.toContain('pangolin');
});

it('a turn with a tool call is a session; its totals are what the gateway itself counts', async () => {
  await governed.world.owner.gql(setPolicy, { id: governed.connectorId, contentPolicy: 'FULL' });
  const key = 'agent:main:loud';
  await (
    await governed.gateway.runAgentCommand('echo pangolin', key)
  ).ended;
  const session = await shown(key, 'the turn', (s) => s.entryCount === 4 && s.status === 'IDLE');
  const entries = entriesOf(session);
  expect(entries).toMatchObject([
    { kind: 'MESSAGE', role: 'USER', text: 'please run [[exec:echo pangolin]]' },
    { kind: 'TOOL_CALL', toolName: 'exec', text: '{"command":"echo pangolin"}' },
    { kind: 'TOOL_RESULT', toolName: 'exec', isError: false, text: expect.stringContaining('pangolin') },
    { kind: 'MESSAGE', role: 'ASSISTANT', text: expect.stringContaining('the tool said') },
  ]);
  expect(entries[1]!.toolCallId).toBe(entries[2]!.toolCallId);
  const calls = await points(key);
  expect(calls).toHaveLength(2);
  expect(session.usage).toMatchObject(usageOf(calls));
  expect(session.cost).toMatchObject({
    ...{ usdMicros: null, basis: 'UNPRICED' },
    reportedUsdMicros: Math.round(sum(calls, 'cost') * 1e6),
  });
});

it('the live tail delivers the next message', async () => {
  const key = 'agent:main:loud';
  const { id, entryCount } = await shown(key, 'the session', (s) => s.entryCount === 4);
  const after = await settled(governed.app, governed.world.owner);
  const changes = governed.world.owner.subscribe(follow, { id, after });
  await governed.gateway.chat('and now?', key);
  const heard: Loose[] = [];
  while (heard.length < 2) heard.push(...(await changes.next()).sessionChanged.entries);
  changes.stop();
  expect(heard).toEqual([
    { kind: 'MESSAGE', role: 'USER', text: 'and now?' },
    { kind: 'MESSAGE', role: 'ASSISTANT', text: 'stub: hello' },
  ]);
  await shown(key, 'both entries', (s) => s.entryCount === entryCount + 2);
});

it(
  'what happened while the link was away is read once, after a crash of the gateway too',
  async () => {
    const key = 'agent:main:loud';
    const { owner } = governed.world;
    await owner.gql('mutation ($id: ID!) { disableConnector(id: $id) { id } }', { id: governed.connectorId });
    const away = await shown(key, 'nobody to know how it stands', (s) => s.status === 'UNKNOWN');
    await (
      await governed.gateway.chat('while away', key)
    ).ended;
    await governed.gateway.restart();
    await owner.gql('mutation ($id: ID!) { enableConnector(id: $id) { id } }', { id: governed.connectorId });
    await governed.connected(new Date());
    const session = await shown(key, 'what happened meanwhile', (s) => s.entryCount === away.entryCount + 2);
    expect(session.usage).toMatchObject(usageOf(await points(key)));
    const keys = await listedKeys();
    const calls = (await Promise.all(keys.map(points))).flat();
    const filter = { filter: { connectorIds: [governed.connectorId] } };
    const { sessionTotals } = await until(
      async () => {
        const answer = await owner.gql(totals, filter);
        return answer.sessionTotals.usage.input >= sum(calls, 'input') ? answer : null;
      },
      { what: 'the totals' },
    );
    expect(sessionTotals).toMatchObject({ sessionCount: keys.length, usage: usageOf(calls) });
  },
  START_LIMIT_MS,
);

it('sessions of a removed connector stay readable', async () => {
  const { owner } = governed.world;
  await owner.gql('mutation ($id: ID!) { removeConnector(id: $id) }', { id: governed.connectorId });
  const session = await shown('agent:main:loud', 'the session', (s) => s.status === 'UNKNOWN');
  expect(session).toMatchObject({ connector: { name: 'Lab' }, entryCount: 8 });
});
