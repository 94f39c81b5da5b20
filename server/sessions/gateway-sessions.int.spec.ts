import type { Loose } from '../testing/graphql-caller.js';
import { storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { answered, callCounts, listed, message, timeOf, ToldSessions } from '../testing/told-sessions.js';
import { createWorld, type World } from '../testing/world.js';
import { GatewayReading } from './gateway-reading.service.js';

const fields = `id externalId title status relation entryCount messageCount contentPolicy sourceGoneAt erasedAt
  parent { externalId } instance { id } connector { name } usage { input output total }
  cost { usdMicros reportedUsdMicros } entries(first: 100) { edges { node { kind text textLength redactions toolName } } }`;
const list = `query ($filter: SessionFilter) { sessions(filter: $filter) { edges { node { ${fields} } } } }`;
const setPolicy = `mutation ($id: ID!, $contentPolicy: ContentPolicy!) {
  setConnectorContentPolicy(id: $id, contentPolicy: $contentPolicy) { contentPolicy } }`;

let app: TestApp;
let world: World;
let told: ToldSessions;

beforeAll(async () => {
  app = await createTestApp({ role: 'api' });
  world = await createWorld(app);
});
beforeEach(async () => {
  told = await ToldSessions.start(world);
});
afterEach(() => told.stop());
afterAll(() => app.stop());

const readAll = () => app.app.get(GatewayReading).readAll(told.peer);
async function sessions(by = world.owner): Promise<Record<string, Loose>> {
  const answer = await by.gql(list, { filter: { connectorIds: [told.peer.connectorId] } });
  return Object.fromEntries(answer.sessions.edges.map(({ node }: Loose) => [node.externalId, node]));
}
const entriesOf = (session: Loose): Loose[] => session.entries.edges.map(({ node }: Loose) => node);
const synced = async () => (await storedEvents(app.database, world.home.id, ['sessions.synced'])).length;
const keep = (contentPolicy: string) =>
  world.owner.gql(setPolicy, { id: told.peer.connectorId, contentPolicy });

describe('sessions of a gateway', () => {
  it('are read with their messages, calls and parents, once however often they are read', async () => {
    await keep('REDACTED');
    told.gateway.sessions = [listed('a', { label: 'Build' }), listed('b', { spawnedBy: 'agent:main:a' })];
    told.transcripts['agent:main:a'] = [
      message('m1', 1, { content: 'password=hunter2hunter2' }),
      answered('m2', 2, {
        content: [
          { type: 'thinking', thinking: 'hm' },
          { type: 'toolCall', id: 'c', name: 'exec', arguments: { command: 'ls' } },
        ],
      }),
      message('m3', 3, { role: 'toolResult', toolName: 'exec', toolCallId: 'c', content: [{ text: 'x' }] }),
    ];
    await readAll();
    const before = await synced();
    const { a, b } = await sessions();
    expect(a).toMatchObject({
      ...{ title: 'Build', status: 'UNKNOWN', relation: 'MAIN', entryCount: 4, messageCount: 1 },
      ...{ usage: { input: 100, output: 10 }, cost: { reportedUsdMicros: 500_000 }, instance: null },
    });
    expect(a.cost.usdMicros).toBeGreaterThan(0);
    expect(entriesOf(a)).toMatchObject([
      { kind: 'MESSAGE', text: 'password=[secret]', redactions: 1 },
      { kind: 'REASONING', text: 'hm' },
      { kind: 'TOOL_CALL', toolName: 'exec', text: '{"command":"ls"}' },
      { kind: 'TOOL_RESULT', text: 'x' },
    ]);
    expect(b).toMatchObject({ relation: 'SUBAGENT', parent: { externalId: 'a' } });
    await readAll();
    await app.app.get(GatewayReading).read(told.peer, ['agent:main:a', 'agent:main:nobody']);
    expect(await synced()).toBe(before);
    expect(await sessions()).toEqual({ a, b });
  });

  it('are read from where they were read last, and not at all when nothing changed', async () => {
    told.gateway.sessions = [listed('a')];
    told.transcripts['agent:main:a'] = Array.from({ length: 450 }, (_, n) => message(`m${n}`, n));
    await readAll();
    expect(told.asked.map(({ offset }) => offset ?? 0)).toEqual([0, 200, 400]);
    await readAll();
    expect(told.asked).toHaveLength(3);
    told.transcripts['agent:main:a'].push(...Array.from({ length: 60 }, (_, n) => message(`n${n}`, 450 + n)));
    told.gateway.sessions = [listed('a', { updatedAt: timeOf(1) })];
    await readAll();
    expect(told.asked.slice(3).map(({ offset, limit }) => [offset ?? 0, limit])).toEqual([
      [0, 40],
      [40, 200],
    ]);
    expect((await sessions()).a.entryCount).toBe(510);
  });

  it('count calls whose messages nobody sees', async () => {
    told.gateway.sessions = [listed('a')];
    told.transcripts['agent:main:a'] = [message('m1', 1), answered('m2', 2)];
    told.points['agent:main:a'] = [
      { timestamp: timeOf(2), ...callCounts },
      { timestamp: timeOf(9), ...callCounts },
    ];
    await readAll();
    await readAll();
    expect((await sessions()).a.usage).toMatchObject({ input: 200, output: 20, total: 232 });
  });

  it('that are not listed any more are gone; what was read stays', async () => {
    told.gateway.sessions = [listed('a'), listed('b')];
    told.transcripts['agent:main:a'] = [message('m1', 1)];
    await readAll();
    told.gateway.sessions = [listed('b')];
    await readAll();
    const { a, b } = await sessions();
    expect(a).toMatchObject({ status: 'ENDED', sourceGoneAt: expect.any(String), entryCount: 1 });
    expect(b.sourceGoneAt).toBeNull();
  });

  it('of a removed connector stay readable, and nothing of them is taken any more', async () => {
    told.gateway.sessions = [listed('a')];
    told.transcripts['agent:main:a'] = [message('m1', 1)];
    await readAll();
    await world.owner.gql('mutation ($id: ID!) { removeConnector(id: $id) }', { id: told.peer.connectorId });
    told.gateway.sessions = [listed('a', { updatedAt: timeOf(1) }), listed('c')];
    told.transcripts['agent:main:a'].push(message('m2', 2));
    await readAll();
    expect(Object.values(await sessions())).toMatchObject([
      { externalId: 'a', entryCount: 1, status: 'UNKNOWN' },
    ]);
  });

  it('are nobody else’s', async () => {
    told.gateway.sessions = [listed('a')];
    await readAll();
    const other = await world.organization('Stranger');
    expect(await sessions(other.owner)).toEqual({});
    const { id } = (await sessions()).a;
    const { session } = await other.owner.gql('query ($id: ID!) { session(id: $id) { id } }', { id });
    expect(session).toBeNull();
    expect(await other.owner.refusal(setPolicy, { id: told.peer.connectorId, contentPolicy: 'FULL' })).toBe(
      'NOT_FOUND',
    );
  });

  it('of a lying gateway are cut to what may be stored', async () => {
    await keep('FULL');
    const deep = { type: 'toolCall', id: 'x'.repeat(5000), name: 'n\0'.repeat(500), arguments: 7 };
    told.gateway.sessions = [
      listed('a\0', { label: 'l\ud800', estimatedCostUsd: 1e300, createdAt: 8e15 }),
      listed('b'.repeat(250)),
      listed('twice', { key: 'k1' }),
      listed('twice', { key: 'k2', updatedAt: 'soon' }),
    ];
    told.transcripts['agent:main:a\0'] = [
      message('m1', 1, { content: `\0\ud800${'y'.repeat(100_000)}` }),
      ...[null, 7, 'text', { role: 5 }, { role: 'user' }],
      answered('m1', -1, { usage: { input: -5, output: 1e99, cacheRead: 'x' } }),
      answered('i'.repeat(9000), 1e20, { timestamp: 8e15, content: [deep, 3, { type: 'odd' }] }),
      message('s', 4, { role: 'system' }),
    ];
    await readAll();
    const found = await sessions();
    expect(Object.keys(found).sort()).toEqual(['a\u2400', 'twice']);
    const [first] = entriesOf(found['a\u2400']);
    expect(first.text).toHaveLength(65_536);
    expect(found['a\u2400'].usage.total).toBe(116);
    expect(found['a\u2400'].cost.reportedUsdMicros).toBeNull();
  });
});
