import { SessionSync } from './session-sync.service.js';
import type { WireBatch } from './session-batch.js';
import { entry, facts, placeRuntime, usage, type PlacedRuntime } from '../testing/session-batches.js';
import { readRows, storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type World } from '../testing/world.js';

const fields = `id externalId title relation status messageCount toolCallCount entryCount model
  usage { input cacheRead cacheWrite cacheWriteLong output total } cost { usdMicros basis unpricedTokens priceVersion }
  parent { externalId } children { externalId } lastActivityAt startedAt erasedAt resumeCommand
  entries { edges { node { id text textLength withheld redactions toolName digest usage { output } } } pageInfo { hasNextPage endCursor } }`;

describe('synchronising sessions', () => {
  let app: TestApp;
  let world: World;
  let place: PlacedRuntime;
  beforeAll(async () => {
    app = await createTestApp({ role: 'api' });
    world = await createWorld(app);
  });
  beforeEach(async () => {
    place = await placeRuntime(app, world.owner);
  });
  afterAll(() => app.stop());

  const sync = (batch: Partial<WireBatch>, at = place) =>
    app.app.get(SessionSync).sync(at.ctx, {
      ...{ instanceId: at.instanceId, sessions: [], entries: [], usages: [] },
      ...batch,
    });
  const list = async (filter: object = { instanceIds: [place.instanceId] }) => {
    const { sessions } = await world.owner.gql(
      `query ($filter: SessionFilter) { sessions(filter: $filter) { edges { node { ${fields} } } } }`,
      { filter },
    );
    return sessions.edges.map((edge: { node: unknown }) => edge.node);
  };

  it('stores a batch with its totals, once', async () => {
    const batch = {
      sessions: [
        facts('s1', { title: 'Fix the build', cwd: '/work/app', bornAt: new Date('2026-11-20T10:00:00Z') }),
      ],
      entries: [entry('s1', 0), entry('s1', 1, { kind: 'TOOL_CALL', toolName: 'Bash' })],
      usages: [usage('s1', 'm1', { entryKey: 's1-1' })],
    };
    expect(await sync(batch)).toEqual({ newEntries: 2, knownEntries: 0, newUsages: 1 });
    const first = await list();
    expect(first).toEqual([
      expect.objectContaining({
        ...{ externalId: 's1', title: 'Fix the build', messageCount: 1, toolCallCount: 1, entryCount: 2 },
        ...{
          relation: 'MAIN',
          status: 'IDLE',
          model: 'claude-opus-5-5',
          resumeCommand: 'claude --resume s1',
        },
        usage: { input: 10, cacheRead: 5000, cacheWrite: 200, cacheWriteLong: 100, output: 14, total: 5324 },
      }),
    ]);
    expect(first[0].cost).toEqual({
      usdMicros: 3120,
      basis: 'LIST_PRICE',
      unpricedTokens: 0,
      priceVersion: expect.stringContaining('genai-prices'),
    });
    const before = await storedEvents(app.database, world.home.id, ['sessions.synced']);
    expect(await sync(batch)).toEqual({ newEntries: 0, knownEntries: 2, newUsages: 0 });
    expect(await list()).toEqual(first);
    expect(await storedEvents(app.database, world.home.id, ['sessions.synced'])).toEqual(before);
  });

  it('creates a session that is named before it is told, and links a parent told later', async () => {
    await sync({ entries: [entry('child', 0)] });
    expect(await list()).toEqual([
      expect.objectContaining({ externalId: 'child', relation: 'MAIN', status: 'UNKNOWN', parent: null }),
    ]);
    await sync({ sessions: [facts('child', { relation: 'SUBAGENT', parentExternalId: 'p' })] });
    await sync({ sessions: [facts('p')] });
    const sessions = await list();
    expect(sessions.find((s: { externalId: string }) => s.externalId === 'child').parent).toEqual({
      externalId: 'p',
    });
    expect(sessions.find((s: { externalId: string }) => s.externalId === 'p').children).toEqual([
      { externalId: 'child' },
    ]);
  });

  it('counts what a fork copied where it was copied from', async () => {
    const old = { bornAt: new Date('2026-11-20T10:00:00Z') };
    const young = { bornAt: new Date('2026-11-21T10:00:00Z') };
    const copy = entry('fork', 0, { key: 'orig-0' });
    await sync({
      sessions: [facts('fork')],
      entries: [copy, entry('fork', 1)],
      usages: [usage('fork', 'm1', { output: 20 }), usage('fork', 'm2')],
    });
    await sync({ entries: [entry('orig', 0)], usages: [usage('orig', 'm1')] });
    await sync({ sessions: [facts('fork', young), facts('orig', old)] });
    const sessions = await list();
    const of = (id: string) => sessions.find((s: { externalId: string }) => s.externalId === id);
    expect(of('fork')).toMatchObject({
      relation: 'FORK',
      parent: { externalId: 'orig' },
      entryCount: 1,
      usage: { output: 14 },
    });
    expect(of('orig')).toMatchObject({
      relation: 'MAIN',
      parent: null,
      entryCount: 1,
      usage: { output: 20 },
    });
    const days = await readRows(
      app.database,
      world.home.id,
      'select d.output::int, s.external_id from session_usage_days d join sessions s on s.id = d.session_id where s.instance_id = $1 order by 2',
      [place.instanceId],
    );
    expect(days).toEqual([
      { output: 14, external_id: 'fork' },
      { output: 20, external_id: 'orig' },
    ]);
  });
});
