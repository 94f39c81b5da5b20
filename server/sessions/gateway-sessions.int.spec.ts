import type { GatewayPeer } from '../connectors/gateway-feed.js';
import { connect } from '../testing/agents-room.js';
import type { Loose } from '../testing/graphql-caller.js';
import { peerOf } from '../testing/gateway-voice.js';
import { ObedientGateway } from '../testing/obedient-gateway.js';
import { addRuntimes, entry, facts, usage } from '../testing/session-batches.js';
import { storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type World } from '../testing/world.js';
import { GatewayReading } from './gateway-reading.service.js';

const fields = `id externalId title status relation entryCount messageCount contentPolicy sourceGoneAt erasedAt
  parent { externalId } instance { id } connector { name } usage { input output total }
  cost { usdMicros reportedUsdMicros } entries(first: 100) { edges { node { kind text textLength redactions toolName } } }`;
const list = `query ($filter: SessionFilter) { sessions(filter: $filter) { edges { node { ${fields} } } } }`;
const setPolicy = `mutation ($id: ID!, $contentPolicy: ContentPolicy!) {
  setConnectorContentPolicy(id: $id, contentPolicy: $contentPolicy) { contentPolicy } }`;
const at = Date.UTC(2026, 10, 20, 10);

let app: TestApp;
let world: World;
let gateway: ObedientGateway;
let peer: GatewayPeer;
let transcripts: Record<string, Loose[]>;
let points: Record<string, Loose[]>;
let asked: Loose[];

beforeAll(async () => {
  app = await createTestApp({ role: 'api' });
  world = await createWorld(app);
});
beforeEach(async () => {
  gateway = await ObedientGateway.start();
  [transcripts, points, asked] = [{}, {}, []];
  gateway.answers.set('chat.history', (params) => {
    asked.push(params);
    const all = transcripts[params.sessionKey as string] ?? [];
    const [offset, limit] = [Number(params.offset ?? 0), Number(params.limit)];
    const messages = all.slice(Math.max(0, all.length - offset - limit), all.length - offset);
    const hasMore = all.length > offset + limit;
    return { messages, hasMore, ...(hasMore ? { nextOffset: offset + limit } : {}) };
  });
  gateway.answers.set('sessions.usage.timeseries', ({ key }) => ({ points: points[key as string] ?? [] }));
  const name = `Gateway ${gateway.url}`;
  const connectorId = await connect(world.owner, name, gateway.url);
  peer = await peerOf(gateway, { organizationId: world.home.id, connectorId, connectorName: name });
});
afterEach(async () => {
  peer.connection.close();
  await gateway.down();
});
afterAll(() => app.stop());

/** A session as the gateway lists it. */
const row = (name: string, changes: object = {}) => ({
  ...{ key: `agent:main:${name}`, sessionId: name, status: 'done', updatedAt: at, createdAt: at },
  ...{ modelProvider: 'anthropic', model: 'claude-opus-5-5', estimatedCostUsd: 0.5 },
  ...changes,
});
const message = (id: string, seq: number, changes: object = {}) => ({
  ...{ role: 'user', content: `text of ${id}`, timestamp: at + seq * 1000, __openclaw: { id, seq } },
  ...changes,
});
const counts = { input: 100, output: 10, cacheRead: 5, cacheWrite: 1 };
const answered = (id: string, seq: number, changes: object = {}) =>
  message(id, seq, {
    ...{ role: 'assistant', provider: 'anthropic', model: 'claude-opus-5-5', usage: counts },
    content: [{ type: 'text', text: `answer ${id}` }],
    ...changes,
  });

const readAll = () => app.app.get(GatewayReading).readAll(peer);
async function sessions(by = world.owner): Promise<Record<string, Loose>> {
  const answer = await by.gql(list, { filter: { connectorIds: [peer.connectorId] } });
  return Object.fromEntries(answer.sessions.edges.map(({ node }: Loose) => [node.externalId, node]));
}
const entriesOf = (session: Loose): Loose[] => session.entries.edges.map(({ node }: Loose) => node);
const synced = async () => (await storedEvents(app.database, world.home.id, ['sessions.synced'])).length;
const keep = (contentPolicy: string) => world.owner.gql(setPolicy, { id: peer.connectorId, contentPolicy });

describe('sessions of a gateway', () => {
  it('are read with their messages, calls and parents, once however often they are read', async () => {
    await keep('REDACTED');
    gateway.sessions = [row('a', { label: 'Build' }), row('b', { spawnedBy: 'agent:main:a' })];
    transcripts['agent:main:a'] = [
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
    await app.app.get(GatewayReading).read(peer, ['agent:main:a', 'agent:main:nobody']);
    expect(await synced()).toBe(before);
    expect(await sessions()).toEqual({ a, b });
  });

  it('are read from where they were read last, and not at all when nothing changed', async () => {
    gateway.sessions = [row('a')];
    transcripts['agent:main:a'] = Array.from({ length: 450 }, (_, n) => message(`m${n}`, n));
    await readAll();
    expect(asked.map(({ offset }) => offset ?? 0)).toEqual([0, 200, 400]);
    await readAll();
    expect(asked).toHaveLength(3);
    transcripts['agent:main:a'].push(...Array.from({ length: 60 }, (_, n) => message(`n${n}`, 450 + n)));
    gateway.sessions = [row('a', { updatedAt: at + 1 })];
    await readAll();
    expect(asked.slice(3).map(({ offset, limit }) => [offset ?? 0, limit])).toEqual([
      [0, 40],
      [40, 200],
    ]);
    expect((await sessions()).a.entryCount).toBe(510);
  });

  it('count calls whose messages nobody sees', async () => {
    gateway.sessions = [row('a')];
    transcripts['agent:main:a'] = [message('m1', 1), answered('m2', 2)];
    points['agent:main:a'] = [
      { timestamp: at + 2000, ...counts },
      { timestamp: at + 9000, ...counts },
    ];
    await readAll();
    await readAll();
    expect((await sessions()).a.usage).toMatchObject({ input: 200, output: 20, total: 232 });
  });

  it('that are not listed any more are gone; what was read stays', async () => {
    gateway.sessions = [row('a'), row('b')];
    transcripts['agent:main:a'] = [message('m1', 1)];
    await readAll();
    gateway.sessions = [row('b')];
    await readAll();
    const { a, b } = await sessions();
    expect(a).toMatchObject({ status: 'ENDED', sourceGoneAt: expect.any(String), entryCount: 1 });
    expect(b.sourceGoneAt).toBeNull();
  });

  it('of a removed connector stay readable, and nothing of them is taken any more', async () => {
    gateway.sessions = [row('a')];
    transcripts['agent:main:a'] = [message('m1', 1)];
    await readAll();
    await world.owner.gql('mutation ($id: ID!) { removeConnector(id: $id) }', { id: peer.connectorId });
    gateway.sessions = [row('a', { updatedAt: at + 1 }), row('c')];
    transcripts['agent:main:a'].push(message('m2', 2));
    await readAll();
    expect(Object.values(await sessions())).toMatchObject([
      { externalId: 'a', entryCount: 1, status: 'UNKNOWN' },
    ]);
  });

  it('are nobody else’s', async () => {
    gateway.sessions = [row('a')];
    await readAll();
    const other = await world.organization('Stranger');
    expect(await sessions(other.owner)).toEqual({});
    const { id } = (await sessions()).a;
    const { session } = await other.owner.gql('query ($id: ID!) { session(id: $id) { id } }', { id });
    expect(session).toBeNull();
    expect(await other.owner.refusal(setPolicy, { id: peer.connectorId, contentPolicy: 'FULL' })).toBe(
      'NOT_FOUND',
    );
  });

  it('of a lying gateway are cut to what may be stored', async () => {
    await keep('FULL');
    const deep = { type: 'toolCall', id: 'x'.repeat(5000), name: 'n\0'.repeat(500), arguments: 7 };
    gateway.sessions = [
      row('a\0', { label: 'l\ud800', estimatedCostUsd: 1e300, createdAt: 8e15 }),
      row('b'.repeat(250)),
      row('twice', { key: 'k1' }),
      row('twice', { key: 'k2', updatedAt: 'soon' }),
    ];
    transcripts['agent:main:a\0'] = [
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

describe('what Claude Code does for a gateway', () => {
  const transcript = 'c1a0de00-0000-4000-8000-00000000000';
  const told = (n: number) => {
    const meta = { id: `u${n}`, importedFrom: 'claude-cli', cliSessionId: `${transcript}${n}` };
    gateway.sessions = [row(`claude-${n}`, { modelProvider: 'claude-cli' })];
    transcripts[`agent:main:claude-${n}`] = [
      message('q', 1),
      answered('own', 2, { provider: 'claude-cli' }),
      answered('imported', 3, { provider: 'claude-cli', __openclaw: meta }),
      answered('api', 4),
    ];
  };
  async function host(n: number) {
    const [runtime] = await addRuntimes(await world.host(), world.owner);
    const name = `${transcript}${n}`;
    await runtime!.sync({
      sessions: [facts(name)],
      entries: [entry(name, 0)],
      usages: [usage(name, 'call')],
    });
  }

  it.each([
    ['the gateway first', 1, [readAll, () => host(1)]],
    ['the host first', 2, [() => host(2), readAll]],
  ] as const)('counts once: %s', async (_words, n, steps) => {
    told(n);
    for (const step of steps) await step();
    await readAll();
    const session = (await sessions())[`claude-${n}`];
    expect(session).toMatchObject({ entryCount: 4, usage: { input: 100, output: 10 } });
    expect(session.cost.reportedUsdMicros).toBeNull();
  });

  it('counts at the gateway while no host tells of it, and not for a stranger’s', async () => {
    told(3);
    const other = await world.organization('Elsewhere');
    const [runtime] = await addRuntimes(await other.host(), other.owner);
    await runtime!.sync({ sessions: [facts(`${transcript}3`)] });
    await readAll();
    expect((await sessions())['claude-3'].usage).toMatchObject({ input: 300, output: 30 });
  });
});
