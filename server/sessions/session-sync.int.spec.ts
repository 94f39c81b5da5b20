import { randomUUID } from 'node:crypto';
import type { Loose } from '../testing/graphql-caller.js';
import { addRuntimes, entry, facts, usage, type SyncedRuntime } from '../testing/session-batches.js';
import { readRows, storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type World } from '../testing/world.js';

const fields = `id externalId title relation status messageCount toolCallCount entryCount model cwd contentPolicy
  usage { input cacheRead cacheWrite cacheWriteLong output total } cost { usdMicros basis unpricedTokens priceVersion }
  parent { externalId } children { externalId } lastActivityAt startedAt endedAt erasedAt resumeCommand sourceGoneAt
  entries { edges { node { id text textLength withheld redactions toolName digest usage { output } } } }`;

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

async function sessions(of = runtime): Promise<Record<string, Loose>> {
  const document = `query ($filter: SessionFilter) { sessions(filter: $filter) { edges { node { ${fields} } } } }`;
  const answer = await world.owner.gql(document, { filter: { instanceIds: [of.instanceId] } });
  const list: Loose[] = answer.sessions.edges.map((edge: Loose) => edge.node);
  return Object.fromEntries(list.map((session) => [session.externalId, session]));
}
const syncedEvents = () => storedEvents(app.database, world.home.id, ['sessions.synced']);
const texts = (session: Loose) => session.entries.edges.map((edge: Loose) => edge.node.text);

describe('a batch', () => {
  const batch = {
    sessions: [facts('s1', { title: 'Fix the build', cwd: '/work/app', bornAt: '2026-11-20T10:00:00Z' })],
    entries: [entry('s1', 0), entry('s1', 1, { kind: 'TOOL_CALL', toolName: 'Bash' })],
    usages: [usage('s1', 'm1', { entryKey: 's1-1' })],
  };

  it('is stored with its totals, and on the record by digest', async () => {
    const before = await syncedEvents();
    expect(await runtime.sync(batch)).toEqual({ newEntries: 2, knownEntries: 0, newUsages: 1 });
    const { s1 } = await sessions();
    expect(s1).toMatchObject({
      ...{ title: 'Fix the build', cwd: '/work/app', messageCount: 1, toolCallCount: 1, entryCount: 2 },
      ...{ relation: 'MAIN', status: 'IDLE', model: 'claude-opus-5-5', resumeCommand: 'claude --resume s1' },
      ...{
        startedAt: '2026-11-20T10:00:00.000Z',
        lastActivityAt: '2026-11-20T10:00:01.000Z',
        contentPolicy: 'FULL',
      },
      usage: { input: 10, cacheRead: 5000, cacheWrite: 200, cacheWriteLong: 100, output: 14, total: 5324 },
      cost: { usdMicros: 3120, basis: 'LIST_PRICE', unpricedTokens: 0 },
    });
    expect(s1.cost.priceVersion).toContain('genai-prices 0.1.8');
    expect(s1.entries.edges.map((edge: Loose) => edge.node.usage)).toEqual([null, { output: 14 }]);
    const [event, ...others] = (await syncedEvents()).slice(before.length);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      actor_kind: 'HOST',
      subject_type: 'runtime_instance',
      subject_id: runtime.instanceId,
    });
    expect(JSON.stringify(event)).not.toContain('message 0');
    expect(event!.payload.after).toMatchObject({
      ...{ newEntries: 2, newUsages: 1, usagesDigest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      sessions: [
        { id: s1.id, added: { entries: 2, from: 0, to: 1, digest: expect.stringMatching(/^[0-9a-f]{64}$/) } },
      ],
    });
  });

  it('changes nothing when it comes again', async () => {
    await runtime.sync(batch);
    const before = { sessions: await sessions(), events: await syncedEvents() };
    expect(await runtime.sync(batch)).toEqual({ newEntries: 0, knownEntries: 2, newUsages: 0 });
    expect({ sessions: await sessions(), events: await syncedEvents() }).toEqual(before);
  });

  it('is taken once under its key', async () => {
    const options = { idempotencyKey: randomUUID() };
    const first = await runtime.send(batch, options);
    expect((await runtime.send(batch, options)).data).toEqual(first.data);
    expect(first.data.syncSessions.newEntries).toBe(2);
  });

  it('may name a session before it is told, and a parent after the child', async () => {
    await runtime.sync({ entries: [entry('child', 0)] });
    expect((await sessions()).child).toMatchObject({ relation: 'MAIN', status: 'UNKNOWN', parent: null });
    await runtime.sync({ sessions: [facts('child', { relation: 'SUBAGENT', parentExternalId: 'p' })] });
    await runtime.sync({ sessions: [facts('p')] });
    const { child, p } = await sessions();
    expect(child).toMatchObject({ relation: 'SUBAGENT', parent: { externalId: 'p' }, resumeCommand: null });
    expect(p.children).toEqual([{ externalId: 'child' }]);
  });

  it('replaces facts with later ones, and leaves what it does not know', async () => {
    await runtime.sync({
      sessions: [facts('s', { title: 'One', branch: 'main', status: 'RUNNING', sourceGone: true })],
    });
    expect((await sessions()).s.sourceGoneAt).not.toBeNull();
    const ended = { title: 'Two', status: 'ENDED', endedAt: '2026-11-20T12:00:00Z' };
    await runtime.sync({ sessions: [facts('s', ended)] });
    expect((await sessions()).s).toMatchObject({ title: 'Two', status: 'ENDED', sourceGoneAt: null });
    await runtime.sync({ sessions: [facts('s', { status: 'RUNNING' })] });
    expect((await sessions()).s).toMatchObject({ title: 'Two', status: 'RUNNING', endedAt: null });
  });
});

describe('history that two sessions hold', () => {
  const [old, young] = [{ bornAt: '2026-11-20T10:00:00Z' }, { bornAt: '2026-11-21T10:00:00Z' }];

  it('is shown and counted in the one born first, whatever arrived first', async () => {
    const copied = [entry('fork', 0, { key: 'orig-0' }), entry('fork', 1)];
    const calls = [usage('fork', 'm1', { output: 20 }), usage('fork', 'm2')];
    await runtime.sync({ sessions: [facts('fork')], entries: copied, usages: calls });
    await runtime.sync({ entries: [entry('orig', 0)], usages: [usage('orig', 'm1')] });
    await runtime.sync({ sessions: [facts('fork', young), facts('orig', old)] });
    const { fork, orig } = await sessions();
    expect(fork).toMatchObject({
      relation: 'FORK',
      parent: { externalId: 'orig' },
      entryCount: 1,
      usage: { output: 14 },
    });
    expect(orig).toMatchObject({ relation: 'MAIN', parent: null, entryCount: 1, usage: { output: 20 } });
    expect(texts(fork)).toEqual(['message 1 of fork']);
    const days = await readRows(
      ...[app.database, world.home.id],
      `select s.external_id, d.output::int, d.calls from session_usage_days d join sessions s on s.id = d.session_id
       where s.instance_id = $1 order by 1`,
      [runtime.instanceId],
    );
    expect(days).toEqual([
      { external_id: 'fork', output: 14, calls: 1 },
      { external_id: 'orig', output: 20, calls: 1 },
    ]);
  });

  it('counts a model call once over all places of one host and runtime', async () => {
    const [first, second, codex] = await addRuntimes(await world.host(), world.owner, [
      ...[{ key: 'a' }, { key: 'b' }, { key: 'c', kind: 'CODEX' }],
    ]);
    await first!.sync({ sessions: [facts('x', young)], usages: [usage('x', 'm')] });
    await second!.sync({ sessions: [facts('y', old)], usages: [usage('y', 'm')] });
    await codex!.sync({ sessions: [facts('z', young)], usages: [usage('z', 'm')] });
    expect((await sessions(first)).x.usage.output).toBe(0);
    expect((await sessions(second)).y.usage.output).toBe(14);
    expect((await sessions(codex)).z.usage.output).toBe(14);
  });
});

describe('the content policy', () => {
  const secret = 'token ghp_abcdefghijklmnopqrstuvwxyz0123456789 and password=hunter2hunter2';
  const sent = {
    sessions: [facts('s', { title: secret })],
    entries: [entry('s', 0, { text: secret, textLength: secret.length, toolName: 'Bash' })],
  };
  const under = async (contentPolicy: string) => {
    const [other] = await addRuntimes(await world.host(), world.owner, [{ contentPolicy }]);
    await other!.sync(sent);
    const { s } = await sessions(other);
    return { title: s.title, ...s.entries.edges[0].node };
  };

  it('METADATA keeps no text, whatever the host sent', async () => {
    const kept = { title: null, text: null, withheld: true, textLength: secret.length, toolName: 'Bash' };
    expect(await under('METADATA')).toMatchObject(kept);
  });

  it('REDACTED replaces secrets, FULL the known ones', async () => {
    const redacted = await under('REDACTED');
    expect(redacted).toMatchObject({ text: 'token [GitHub token] and password=[secret]', redactions: 2 });
    expect(redacted.title).toBe(redacted.text);
    expect((await under('FULL')).text).toBe('token [GitHub token] and password=hunter2hunter2');
  });

  it('cuts texts and keeps how long they were; stores what PostgreSQL cannot', async () => {
    const long = 'x'.repeat(70_000);
    await runtime.sync({
      entries: [
        entry('s', 0, { text: long, textLength: 70_000 }),
        entry('s', 1, { text: 'a\0b', textLength: 3 }),
      ],
    });
    const [first, second] = (await sessions()).s.entries.edges;
    expect([first.node.text.length, first.node.textLength]).toEqual([65_536, 70_000]);
    expect(second.node.text).toBe('a␀b');
  });
});
