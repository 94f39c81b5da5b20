import { randomUUID } from 'node:crypto';
import type { Loose } from '../testing/graphql-caller.js';
import {
  addRuntimes,
  entry,
  facts,
  syncDocument,
  usage,
  type SyncedRuntime,
} from '../testing/session-batches.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type World } from '../testing/world.js';

let app: TestApp;
let world: World;
let runtime: SyncedRuntime;
beforeAll(async () => {
  app = await createTestApp({ role: 'api' });
  world = await createWorld(app);
});
beforeEach(async () => {
  [runtime] = (await addRuntimes(await world.host(), world.owner)) as [SyncedRuntime];
});
afterAll(() => app.stop());

async function sessions(): Promise<Loose[]> {
  const document = `query ($filter: SessionFilter) { sessions(filter: $filter) { edges { node {
    externalId entryCount lastActivityAt startedAt } } } }`;
  const answer = await world.owner.gql(document, { filter: { instanceIds: [runtime.instanceId] } });
  return answer.sessions.edges.map((edge: Loose) => edge.node);
}

describe('a batch is refused', () => {
  const one = { sessions: [facts('s')] };

  it('to everybody but hosts', async () => {
    const batch = runtime.batch(one);
    expect(await world.owner.refusal(syncDocument, { batch })).toBe('FORBIDDEN');
    expect(await world.anonymous.refusal(syncDocument, { batch })).toBe('UNAUTHENTICATED');
    const token = await world.serviceToken(['sessions:read']);
    expect(await token.refusal(syncDocument, { batch })).toBe('FORBIDDEN');
  });

  it('for another host’s, another organisation’s, a missing and a removed runtime, all alike', async () => {
    const [stranger] = await addRuntimes(await world.host(), world.owner);
    const other = await world.organization('Elsewhere');
    const [foreign] = await addRuntimes(await other.host(), other.owner);
    const [removed] = await addRuntimes(runtime.host, world.owner, [{ key: 'gone' }]);
    await world.owner.gql('mutation ($id: ID!) { removeRuntimeInstance(id: $id) { id } }', {
      id: removed!.instanceId,
    });
    for (const instanceId of [
      stranger!.instanceId,
      foreign!.instanceId,
      removed!.instanceId,
      randomUUID(),
      'x',
    ]) {
      const { errors } = await runtime.send({ ...one, instanceId });
      expect(errors![0]).toMatchObject({
        message: 'There is nothing with this id here.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
  });

  it('while the runtime is paused, in words', async () => {
    await world.owner.gql('mutation ($id: ID!) { pauseInstance(id: $id) { id } }', {
      id: runtime.instanceId,
    });
    const { errors } = await runtime.send(one);
    expect(errors![0]).toMatchObject({
      message: expect.stringContaining('paused'),
      extensions: { code: 'CONFLICT' },
    });
    expect(await sessions()).toEqual([]);
  });

  it.each([
    ['too many sessions', { sessions: Array.from({ length: 201 }, (_, i) => facts(`s${i}`)) }, 'sessions'],
    ['an empty id', { sessions: [facts('')] }, 'sessions.0.externalId'],
    ['a long key', { entries: [entry('s', 0, { key: 'k'.repeat(201) })] }, 'entries.0.key'],
    ['a position between', { entries: [entry('s', 0.5)] }, 'entries.0.position'],
    ['another digest', { entries: [entry('s', 0, { digest: 'abc' })] }, 'entries.0.digest'],
    ['negative tokens', { usages: [usage('s', 'm', { output: -1 })] }, 'usages.0.output'],
    ['tokens beyond reason', { usages: [usage('s', 'm', { input: 1e11 })] }, 'usages.0.input'],
  ])('with %s', async (_what, batch, field) => {
    const { code, errors } = await runtime.send(batch);
    expect([code, Object.keys(errors![0]!.extensions.fields ?? {})]).toEqual(['INVALID_INPUT', [field]]);
    expect(await sessions()).toEqual([]);
  });

  it('when a session would cost more than there is money', async () => {
    const calls = Array.from({ length: 60 }, (_, i) => usage('s', `m${i}`, { output: 1e10 }));
    expect((await runtime.send({ usages: calls })).code).toBe('INVALID_INPUT');
    expect(await sessions()).toEqual([]);
  });

  it('but takes times no clock can have shown as unknown', async () => {
    await runtime.sync({
      entries: [entry('s', 0, { at: '9999-01-01T00:00:00Z' }), entry('s', 1, { at: '0001-01-01T00:00:00Z' })],
    });
    expect((await sessions())[0]).toMatchObject({ lastActivityAt: null, startedAt: null, entryCount: 2 });
  });
});
