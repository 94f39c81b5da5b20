import { randomUUID } from 'node:crypto';
import type { Loose } from '../testing/graphql-caller.js';
import { eventually } from '../testing/eventually.js';
import { addRuntimes, entry, facts, usage, type SyncedRuntime } from '../testing/session-batches.js';
import { readRows, storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type World } from '../testing/world.js';

const erase = `mutation ($id: ID!) { eraseSession(id: $id) { id title erasedAt entryCount usage { total }
  entries { edges { node { text withheld textLength digest } } } } }`;
const list = `query ($filter: SessionFilter) { sessions(filter: $filter) { edges { node { id externalId title
  entries { edges { node { text digest } } } } } } }`;

let app: TestApp;
let world: World;
let runtime: SyncedRuntime;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
});
beforeEach(async () => {
  [runtime] = (await addRuntimes(await world.host(), world.owner)) as [SyncedRuntime];
});
afterAll(() => app.stop());

async function sessions(filter: object = {}): Promise<Record<string, Loose>> {
  const answer = await world.owner.gql(list, { filter: { instanceIds: [runtime.instanceId], ...filter } });
  return Object.fromEntries(answer.sessions.edges.map(({ node }: Loose) => [node.externalId, node]));
}
const found = async (text: string) => Object.keys(await sessions({ text })).sort();
const texts = (session: Loose) => session.entries.edges.map(({ node }: Loose) => node.text);
const born = (day: number) => ({ bornAt: `2026-11-${day}T00:00:00Z` });
const secret = (session: string, position: number, changes: object = {}) =>
  entry(session, position, { text: 'the quick pangolin leaps', ...changes });

describe('words', () => {
  it('are found soon after the batch: whole, by the beginning of the last one, as a phrase, and not', async () => {
    await runtime.sync({ entries: [secret('s', 0), entry('t', 0, { text: 'a slow pangolin' })] });
    await eventually(async () => (await found('pangolin')).length === 2, 'both to be found');
    expect(await found('quick pang')).toEqual(['s']);
    expect(await found('"quick pangolin"')).toEqual(['s']);
    expect(await found('pangolin -slow')).toEqual(['s']);
    expect(await found('angolin')).toEqual([]);
  });

  it('of another organisation are not', async () => {
    const other = await world.organization('Elsewhere');
    const [theirs] = await addRuntimes(await other.host(), other.owner);
    await theirs!.sync({ entries: [entry('s', 0, { text: 'xylophone' })] });
    const search = `{ sessions(filter: { text: "xylophone" }) { edges { node { id } } } }`;
    await eventually(
      async () => (await other.owner.gql(search)).sessions.edges.length === 1,
      'it to be found',
    );
    expect((await world.owner.gql(search)).sessions.edges).toEqual([]);
  });
});

describe('erasing a session', () => {
  const batch = {
    sessions: [facts('s', { title: 'pangolins', ...born(10) })],
    entries: [secret('s', 0), secret('s', 1)],
    usages: [usage('s', 'm')],
  };

  it('keeps counts, digests and the log, and nothing of what was said', async () => {
    await runtime.sync(batch);
    await eventually(async () => (await found('leaps')).length === 1, 'it to be found');
    const { s } = await sessions();
    const { eraseSession } = await world.owner.gql(erase, { id: s.id });
    expect(eraseSession).toMatchObject({ title: null, entryCount: 2, usage: { total: 5324 } });
    expect(Date.parse(eraseSession.erasedAt)).not.toBeNaN();
    const kept = eraseSession.entries.edges.map(({ node }: Loose) => [node.text, node.withheld, node.digest]);
    expect(kept).toEqual(s.entries.edges.map(({ node }: Loose) => [null, true, node.digest]));
    expect(await found('leaps')).toEqual([]);
    const [event] = (await storedEvents(app.database, world.home.id, ['session.erased'])).slice(-1);
    expect(event).toMatchObject({ actor_kind: 'PERSON', subject_id: s.id, payload: { after: { texts: 2 } } });
    expect(JSON.stringify(event)).not.toContain('pangolin');
  });

  it('holds when it is read again, and when more comes', async () => {
    await runtime.sync(batch);
    await world.owner.gql(erase, { id: (await sessions()).s.id });
    await runtime.sync({ ...batch, entries: [...batch.entries, secret('s', 2)] });
    const { s } = await sessions();
    expect([s.title, ...texts(s)]).toEqual([null, null, null, null]);
  });

  it('reaches what others copied of it, before and after, and nothing else of theirs', async () => {
    const copy = (session: string) => [
      secret(session, 0, { key: 's-0' }),
      entry(session, 1, { text: 'own words' }),
    ];
    await runtime.sync({
      ...batch,
      sessions: [...batch.sessions, facts('f', born(11))],
      entries: [...batch.entries, ...copy('f')],
    });
    await eventually(async () => (await found('own words')).length === 1, 'the copy to be found');
    await world.owner.gql(erase, { id: (await sessions()).s.id });
    await runtime.sync({ sessions: [facts('g', born(12))], entries: copy('g') });
    const { f, g } = await sessions();
    expect([texts(f), texts(g)]).toEqual([['own words'], ['own words']]);
    const left = await readRows(
      ...[app.database, world.home.id],
      `select 1 from session_entries where source_id = $1 and text like '%pangolin%'`,
      [runtime.instanceId],
    );
    expect(left).toEqual([]);
    await eventually(async () => (await found('own words')).length === 2, 'both copies to be found');
    expect(await found('pangolin')).toEqual([]);
  });

  it('that copied leaves the original alone', async () => {
    await runtime.sync(batch);
    await runtime.sync({ sessions: [facts('f', born(11))], entries: [secret('f', 0, { key: 's-0' })] });
    await world.owner.gql(erase, { id: (await sessions()).f.id });
    await runtime.sync({ sessions: [facts('f', born(12))], entries: [secret('f', 1, { key: 's-1' })] });
    expect(texts((await sessions()).s)).toEqual(['the quick pangolin leaps', 'the quick pangolin leaps']);
  });

  it('happens once, under a key or not', async () => {
    await runtime.sync(batch);
    const { id } = (await sessions()).s;
    const options = { idempotencyKey: randomUUID() };
    const first = await world.owner.gql(erase, { id }, options);
    expect(await world.owner.gql(erase, { id }, options)).toEqual(first);
    expect(await world.owner.gql(erase, { id })).toEqual(first);
    const events = await storedEvents(app.database, world.home.id, ['session.erased']);
    expect(events.filter(({ subject_id }) => subject_id === id)).toHaveLength(1);
  });

  it('is for people who may, of sessions there are', async () => {
    await runtime.sync(batch);
    const { id } = (await sessions()).s;
    expect(await (await world.member('OPERATOR')).refusal(erase, { id })).toBe('FORBIDDEN');
    expect(await runtime.host.refusal(erase, { id })).toBe('FORBIDDEN');
    const other = await world.organization('Another');
    for (const by of [other.owner, world.owner])
      expect(await by.refusal(erase, { id: by === world.owner ? randomUUID() : id })).toBe('NOT_FOUND');
    expect(await world.owner.refusal(erase, { id: 'x' })).toBe('NOT_FOUND');
  });
});
