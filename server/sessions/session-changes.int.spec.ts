import type { Loose } from '../testing/graphql-caller.js';
import { settled } from '../testing/recorded-events.js';
import { addRuntimes, entry, facts, usage, type SyncedRuntime } from '../testing/session-batches.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type World } from '../testing/world.js';

const follow = `subscription ($id: ID, $after: Seq) { sessionChanged(id: $id, after: $after) {
  ... on SessionChange { seq session { id externalId status entryCount usage { output } } entries { text usage { output } } }
  ... on GapNotice { seq reason } } }`;

let app: TestApp;
let world: World;
let runtime: SyncedRuntime;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  [runtime] = (await addRuntimes(await world.host(), world.owner)) as [SyncedRuntime];
});
afterAll(() => app.stop());

const idOf = async (externalId: string): Promise<string> => {
  const { sessions } = await world.owner.gql('{ sessions { edges { node { id externalId } } } }');
  return sessions.edges.find(({ node }: Loose) => node.externalId === externalId).node.id;
};

describe('following sessions', () => {
  it('delivers what each batch added, in order, and status by itself', async () => {
    const changes = world.owner.subscribe(follow, { after: await settled(app, world.owner) });
    await runtime.sync({
      entries: [entry('a', 1), entry('a', 0)],
      usages: [usage('a', 'm', { entryKey: 'a-1' })],
    });
    const first = (await changes.next()).sessionChanged;
    expect(first).toMatchObject({ session: { externalId: 'a', entryCount: 2, usage: { output: 14 } } });
    expect(first.entries).toEqual([
      { text: 'message 0 of a', usage: null },
      { text: 'message 1 of a', usage: { output: 14 } },
    ]);
    await runtime.sync({
      sessions: [facts('a', { status: 'RUNNING' })],
      entries: [entry('a', 0), entry('a', 2)],
    });
    const second = (await changes.next()).sessionChanged;
    expect(second).toMatchObject({
      session: { status: 'RUNNING', entryCount: 3 },
      entries: [{ text: 'message 2 of a' }],
    });
    await runtime.sync({ sessions: [facts('a', { status: 'ENDED' })] });
    expect((await changes.next()).sessionChanged).toMatchObject({
      session: { status: 'ENDED' },
      entries: [],
    });
    expect(second.seq).toBeGreaterThan(first.seq);
    changes.stop();
  });

  it('is of one session when asked, and resumes where it was', async () => {
    await runtime.sync({ entries: [entry('b', 0), entry('c', 0)] });
    const after = await settled(app, world.owner);
    await runtime.sync({ entries: [entry('c', 1)] });
    await runtime.sync({ entries: [entry('b', 1), entry('c', 2)] });
    await runtime.sync({ entries: [entry('b', 2)] });
    const resumed = world.owner.subscribe(follow, { id: await idOf('b'), after });
    const told = [await resumed.next(), await resumed.next()].map(
      ({ sessionChanged }) => sessionChanged.entries[0].text,
    );
    expect(told).toEqual(['message 1 of b', 'message 2 of b']);
    resumed.stop();
  });

  it('delivers 200 entries of a batch at most, and tells of one erased', async () => {
    const changes = world.owner.subscribe(follow, { after: await settled(app, world.owner) });
    await runtime.sync({ entries: Array.from({ length: 250 }, (_, i) => entry('long', i)) });
    const { session, entries } = (await changes.next()).sessionChanged;
    expect([session.entryCount, entries.length, entries[199].text]).toEqual([
      250,
      200,
      'message 199 of long',
    ]);
    await world.owner.gql('mutation ($id: ID!) { eraseSession(id: $id) { id } }', { id: session.id });
    expect((await changes.next()).sessionChanged).toMatchObject({
      session: { externalId: 'long' },
      entries: [],
    });
    changes.stop();
  });

  it('says what was missed, and is for those who may read sessions', async () => {
    const ahead = world.owner.subscribe(follow, { after: 1_000_000 });
    expect((await ahead.next()).sessionChanged.reason).toContain('shorter');
    ahead.stop();
    const token = await world.serviceToken(['agents:read']);
    await expect(token.subscribe(follow).next()).rejects.toThrow('FORBIDDEN');
  });

  it('tells another organisation nothing', async () => {
    const other = await world.organization('Other');
    const theirs = other.owner.subscribe(follow, { id: await idOf('b'), after: 0 });
    await theirs.socket.opened;
    await runtime.sync({ entries: [entry('b', 9)] });
    const [own] = await addRuntimes(await other.host(), other.owner);
    await own!.sync({ entries: [entry('theirs', 0)] });
    await settled(app, other.owner);
    await expect(theirs.next(500)).rejects.toThrow('Nothing arrived');
    theirs.stop();
  });
});
