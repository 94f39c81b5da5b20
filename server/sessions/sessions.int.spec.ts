import type { Actor } from '../testing/actor.js';
import type { Loose } from '../testing/graphql-caller.js';
import { addRuntimes, entry, facts, usage, type SyncedRuntime } from '../testing/session-batches.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type TestOrganization, type World } from '../testing/world.js';

const list = `query ($filter: SessionFilter, $order: SessionOrder, $first: Int, $after: String) {
  sessions(filter: $filter, order: $order, first: $first, after: $after) {
    edges { node { externalId } } pageInfo { hasNextPage endCursor } } }`;
const one = 'query ($id: ID!) { session(id: $id) { externalId instance { id label host { name } } status } }';
const timeline = `query ($id: ID!, $first: Int, $after: String, $last: Boolean) { session(id: $id) {
  entries(first: $first, after: $after, last: $last) { edges { cursor node { text } } pageInfo { hasNextPage endCursor } } } }`;
const totals = `query ($filter: SessionFilter) { sessionTotals(filter: $filter) { sessionCount runningCount
  usage { input output total } cost { usdMicros basis unpricedTokens reportedUsdMicros } } }`;

let app: TestApp;
let world: World;
let other: TestOrganization;
let claude: SyncedRuntime;
let codex: SyncedRuntime;
let viewer: Actor;
const ids: Record<string, string> = {};
const day = (n: number) => `2026-11-${n}T10:00:00Z`;

beforeAll(async () => {
  app = await createTestApp({ role: 'api' });
  world = await createWorld(app);
  other = await world.organization('Other');
  viewer = await world.member('VIEWER');
  [claude] = (await addRuntimes(await world.host(), world.owner)) as [SyncedRuntime];
  [codex] = (await addRuntimes(await world.host(), world.owner, [{ kind: 'CODEX' }])) as [SyncedRuntime];
  await claude.sync({
    sessions: [
      facts('c1', {
        title: 'Fix the Build',
        repository: 'r1',
        branch: 'main',
        startedAt: day(10),
        status: 'RUNNING',
      }),
      facts('c2', { cwd: '/work/Shop', repository: 'r2', startedAt: day(12), reportedCostUsdMicros: 5000 }),
      facts('c3', {
        relation: 'SUBAGENT',
        parentExternalId: 'c1',
        startedAt: day(11),
        basis: 'SUBSCRIPTION',
      }),
    ],
    entries: Array.from({ length: 7 }, (_, i) => entry('c1', i, { at: day(10), text: `line ${i}` })),
    usages: [
      usage('c1', 'm1', { at: day(10) }),
      usage('c2', 'm2', { at: day(12), output: 1000 }),
      usage('c2', 'm3', { at: day(13), model: 'nobody-knows-this' }),
    ],
  });
  await codex.sync({
    sessions: [facts('x1', { startedAt: day(14), status: 'ENDED' })],
    usages: [usage('x1', 'm1', { at: day(14), model: 'gpt-5', provider: 'openai', output: 500 })],
  });
  const all = await world.owner.gql('{ sessions { edges { node { id externalId } } } }');
  for (const { node } of all.sessions.edges) ids[node.externalId] = node.id;
});
afterAll(() => app.stop());

async function found(filter: object = {}, args: object = {}): Promise<string[]> {
  const { sessions } = await viewer.gql(list, { filter, ...args });
  return sessions.edges.map((edge: Loose) => edge.node.externalId);
}

describe('the list', () => {
  it('is by last activity or by cost, page by page', async () => {
    expect(await found()).toEqual(['x1', 'c2', 'c3', 'c1']);
    expect(await found({}, { order: 'COST' })).toEqual(['c2', 'x1', 'c1', 'c3']);
    for (const order of ['RECENT', 'COST']) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { sessions }: Loose = await viewer.gql(list, { order, first: 1, after });
        seen.push(...sessions.edges.map((edge: Loose) => edge.node.externalId));
        after = sessions.pageInfo.hasNextPage ? sessions.pageInfo.endCursor : null;
      } while (after);
      expect(seen).toEqual(await found({}, { order }));
    }
  });

  it.each([
    [{ runtimes: ['CODEX'] }, ['x1']],
    [{ runtimes: ['CODEX', 'CLAUDE_CODE'], statuses: ['RUNNING', 'ENDED'] }, ['x1', 'c1']],
    [{ relations: ['SUBAGENT'] }, ['c3']],
    [{ repository: 'r1' }, ['c1']],
    [{ repository: 'r1', branch: 'other' }, []],
    [{ model: 'nobody-knows-this' }, ['c2']],
    [{ text: ' the BUILD ' }, ['c1']],
    [{ text: 'shop' }, ['c2']],
    [{ text: '%' }, []],
    [{ text: 'a\'b \\ & | ! ( :* <-> -"x y"' }, []],
    [{ minimumCostUsdMicros: 5000 }, ['c2', 'x1'].sort().reverse()],
    [{ active: { from: day(12), to: day(14) } }, ['c2']],
    [{ active: { to: day(11) } }, ['c1']],
    [{ instanceIds: ['not-an-id'] }, []],
    [{ instanceIds: [] }, ['x1', 'c2', 'c3', 'c1']],
  ])('finds by %j', async (filter, expected) => {
    expect(await found(filter)).toEqual(expected);
  });

  it('finds by runtime and host', async () => {
    expect(await found({ instanceIds: [claude.instanceId] })).toEqual(['c2', 'c3', 'c1']);
    expect(await found({ hostIds: [codex.host.hostId] })).toEqual(['x1']);
  });

  it('refuses forged cursors and pages beyond 200', async () => {
    const cursors = [['x'], ['2026', 'x'], ['nonsense', ids.c1], [1, ids.c1]].map((key) =>
      Buffer.from(JSON.stringify(key)).toString('base64url'),
    );
    for (const after of [...cursors, '%%%'])
      for (const order of ['RECENT', 'COST'])
        expect(await viewer.refusal(list, { after, order })).toBe('INVALID_INPUT');
    expect(await viewer.refusal(list, { first: 201 })).toBe('INVALID_INPUT');
  });
});

describe('one session', () => {
  it('says whose it is', async () => {
    const { session } = await viewer.gql(one, { id: ids.c1 });
    expect(session).toMatchObject({
      externalId: 'c1',
      status: 'RUNNING',
      instance: { id: claude.instanceId },
    });
    expect(session.instance.host.name).toBe(claude.host.hostname);
  });

  it('is nothing to another organisation, like a missing one', async () => {
    for (const id of [ids.c1, '00000000-0000-7000-8000-000000000001', 'x'])
      expect(await other.owner.gql(one, { id })).toEqual({ session: null });
    expect(await other.owner.gql('{ sessions { edges { node { id } } } }')).toEqual({
      sessions: { edges: [] },
    });
  });

  it('shows its entries forwards, and backwards from the end', async () => {
    const read = async (args: object) => {
      const { entries } = (await viewer.gql(timeline, { id: ids.c1, first: 3, ...args })).session;
      return {
        lines: entries.edges.map((edge: Loose) => edge.node.text.slice(5)).join(''),
        ...entries.pageInfo,
      };
    };
    const first = await read({});
    expect(first).toMatchObject({ lines: '012', hasNextPage: true });
    expect(await read({ after: first.endCursor, first: 9 })).toMatchObject({
      lines: '3456',
      hasNextPage: false,
    });
    const newest = await read({ last: true });
    expect(newest).toMatchObject({ lines: '456', hasNextPage: true });
    const older = await read({ last: true, after: newest.endCursor });
    expect(older).toMatchObject({ lines: '123', hasNextPage: true });
    expect(await read({ last: true, after: older.endCursor })).toMatchObject({
      lines: '0',
      hasNextPage: false,
    });
    for (const after of ['x', Buffer.from('["1e99","k"]').toString('base64url')])
      expect(await viewer.refusal(timeline, { id: ids.c1, after })).toBe('INVALID_INPUT');
  });

  it('of a host that is away is in a state nobody knows', async () => {
    const [gone] = await addRuntimes(await world.host(), world.owner);
    await gone!.sync({
      sessions: [facts('away', { status: 'RUNNING' }), facts('over', { status: 'ENDED' })],
    });
    await world.owner.gql('mutation ($id: ID!) { revokeRuntimeHost(id: $id) { id } }', {
      id: gone!.host.hostId,
    });
    const document = `query ($filter: SessionFilter) { sessions(filter: $filter) { edges { node { externalId status } } } }`;
    const { sessions } = await viewer.gql(document, { filter: { instanceIds: [gone!.instanceId] } });
    for (const [statuses, expected] of [
      [['RUNNING'], []],
      [['UNKNOWN'], ['away']],
      [['ENDED'], ['over']],
      [
        ['UNKNOWN', 'RUNNING', 'ENDED'],
        ['away', 'over'],
      ],
    ])
      expect((await found({ instanceIds: [gone!.instanceId], statuses })).sort()).toEqual(expected);
    const { sessionTotals } = await viewer.gql(totals, { filter: { instanceIds: [gone!.instanceId] } });
    expect(sessionTotals).toMatchObject({ sessionCount: 2, runningCount: 0 });
    expect(
      Object.fromEntries(sessions.edges.map(({ node }: Loose) => [node.externalId, node.status])),
    ).toEqual({
      ...{ away: 'UNKNOWN', over: 'ENDED' },
    });
  });
});

describe('totals', () => {
  it('add up what the filter finds', async () => {
    const { sessionTotals } = await viewer.gql(totals, { filter: { instanceIds: [claude.instanceId] } });
    expect(sessionTotals).toEqual({
      ...{ sessionCount: 3, runningCount: 1, usage: { input: 30, output: 1028, total: 16_958 } },
      // 3,120 of c1; 22,840 of c2: output 1,000 at $20 a million, the rest as in c1.
      cost: { usdMicros: 25_960, basis: 'LIST_PRICE', unpricedTokens: 5324, reportedUsdMicros: 5000 },
    });
    const nothing = await other.owner.gql(totals, {});
    expect(nothing.sessionTotals).toMatchObject({
      sessionCount: 0,
      usage: { total: 0 },
      cost: { usdMicros: null },
    });
  });
});
