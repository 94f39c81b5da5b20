import { randomUUID } from 'node:crypto';
import type { Person } from '../testing/actor.js';
import type { Loose } from '../testing/graphql-caller.js';
import { readRows, storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { foundRuntime, type TestMachine } from '../testing/test-machine.js';
import { createWorld, type TestOrganization, type World } from '../testing/world.js';

const fields = `id kind location label version state contentPolicy sessionCount runningCount backlogBytes totalBytes paused
  lastSyncAt problems enforcement missingSince addedAt addedBy { name } host { name }`;
const hostQuery = `query ($id: ID!) { runtimeHost(id: $id) { name hostname platform agentVersion versionAdvice state
  lastSeenAt revokedAt clockOffsetMs spoolDepth problems instances { ${fields} } } }`;
const add = `mutation ($input: [AddRuntimeInstanceInput!]!) { addRuntimeInstances(input: $input) { ${fields} } }`;
const verb = (name: string) => `mutation ($id: ID!) { ${name}(id: $id) { id state paused contentPolicy } }`;
const setPolicy = `mutation ($id: ID!, $contentPolicy: ContentPolicy!) {
  setInstancePolicy(id: $id, contentPolicy: $contentPolicy) { id contentPolicy } }`;
const rename = 'mutation ($id: ID!, $name: String!) { renameRuntimeHost(id: $id, name: $name) { id name } }';
const revoke = 'mutation ($id: ID!) { revokeRuntimeHost(id: $id) { id state revokedAt } }';
const directives = `subscription { hostDirectivesChanged { hostName organizationName at
  instances { instanceId key contentPolicy paused } } }`;

let app: TestApp;
let world: World;
let other: TestOrganization;
let operator: Person;
let host: TestMachine;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  other = await world.organization('Other');
  operator = await world.member('OPERATOR', 'Oskar Operator');
});
afterAll(() => app.stop());
beforeEach(async () => {
  host = await world.host();
});

const shown = async (by: Person = operator) => (await by.gql(hostQuery, { id: host.hostId })).runtimeHost;
const sql = <T>(statement: string, params: unknown[] = []) =>
  readRows<T>(app.database, world.home.id, statement, params);
const told = async (id: string) =>
  (await storedEvents(app.database, world.home.id)).filter(({ subject_id }) => subject_id === id);

/** Reports runtimes and gives their ids in this order. */
async function found(...keys: string[]): Promise<string[]> {
  const { errors } = await host.report(keys.map((key) => foundRuntime(key)));
  if (errors) throw new Error(JSON.stringify(errors));
  const { instances } = await shown();
  return keys.map((key) => instances.find((one: Loose) => one.location === `~/${key}`).id);
}

async function added(key = 'a'): Promise<string> {
  const [id] = await found(key);
  await operator.gql(add, { input: [{ instanceId: id, contentPolicy: 'REDACTED' }] });
  return id!;
}

describe('a report', () => {
  it('shows the host and what is on it, and reads nothing of it', async () => {
    const at = new Date(Date.now() + 90_000).toISOString();
    const runtimes = [foundRuntime('b'), foundRuntime('a', { kind: 'CODEX', problems: ['no permission'] })];
    const { data } = await host.report(runtimes, { at, spoolDepth: 7, problems: ['disk is full'] });
    expect(data.reportHost).toMatchObject({
      ...{ hostId: host.hostId, hostName: host.hostname, organizationName: 'Home', versionAdvice: null },
      instances: [],
    });
    expect(Math.abs(Date.parse(data.reportHost.at) - Date.now())).toBeLessThan(5000);
    const seen = await shown();
    expect(seen).toMatchObject({
      state: 'ONLINE',
      spoolDepth: 7,
      problems: ['disk is full'],
      revokedAt: null,
    });
    expect(Math.abs(seen.clockOffsetMs - 90_000)).toBeLessThan(5000);
    expect(seen.instances).toMatchObject([
      { kind: 'CLAUDE_CODE', location: '~/b', state: 'DISCOVERED', contentPolicy: null, backlogBytes: null },
      {
        kind: 'CODEX',
        problems: ['no permission'],
        totalBytes: 5e9,
        addedBy: null,
        host: { name: host.hostname },
      },
    ]);
    expect(await told(seen.instances[0].id)).toMatchObject([
      { type: 'runtime.discovered', actor_kind: 'HOST', payload: { after: { runtime: 'CLAUDE_CODE' } } },
    ]);
  });

  it('that tells nothing new leaves no event', async () => {
    await found('a', 'b');
    const before = (await storedEvents(app.database, world.home.id)).length;
    for (const sessionCount of [3, 4])
      await host.report([foundRuntime('a', { sessionCount }), foundRuntime('b')]);
    expect((await storedEvents(app.database, world.home.id)).length).toBe(before);
    expect((await shown()).instances[0].sessionCount).toBe(4);
  });

  it('is taken once under its key', async () => {
    const options = { idempotencyKey: randomUUID() };
    const input = { input: host.reportInput([foundRuntime('a')]) };
    const document = 'mutation ($input: HostReportInput!) { reportHost(input: $input) { at } }';
    expect(await host.gql(document, input, options)).toEqual(await host.gql(document, input, options));
  });

  it('misses what was added, aloud, and finds it again', async () => {
    const id = await added('a');
    const [other] = await found('a', 'b').then((ids) => ids.slice(1));
    await host.report([]);
    const gone = (await shown()).instances;
    expect(gone.map((one: Loose) => [one.id, one.missingSince === null, one.runningCount])).toEqual([
      [id, false, 0],
      [other, false, 0],
    ]);
    await host.report([]);
    expect((await told(id)).map(({ type }) => type)).toEqual([
      ...['runtime.discovered', 'runtime.added', 'runtime.missing'],
    ]);
    expect((await told(other!)).map(({ type }) => type)).toEqual(['runtime.discovered']);
    await found('a');
    expect((await shown()).instances[0]).toMatchObject({ id, missingSince: null, state: 'ADDED' });
  });

  it('is bounded: so many runtimes at once, so many known, so many reports', async () => {
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => foundRuntime(`k${from + n}`));
    expect((await host.report(many(0, 201))).code).toBe('INVALID_INPUT');
    expect((await host.report([foundRuntime('a'), foundRuntime('a')])).code).toBe('INVALID_INPUT');
    for (const from of [0, 200]) expect((await host.report(many(from, 200))).errors).toBeUndefined();
    const [row] = await sql<{ count: number }>(
      'select count(*)::int as count from runtime_instances where host_id = $1',
      [host.hostId],
    );
    expect(row!.count).toBe(300);
    await sql(`update rate_limits set points = 200 where name = 'host-report'`);
    expect((await host.report()).code).toBe('RATE_LIMITED');
    await sql('delete from rate_limits');
  });

  it('is for hosts only, and of themselves only', async () => {
    const document = 'mutation ($input: HostReportInput!) { reportHost(input: $input) { at } }';
    const input = { input: host.reportInput() };
    expect(await world.owner.refusal(document, input)).toBe('FORBIDDEN');
    expect(await (await world.serviceToken(['hosts:manage'])).refusal(document, input)).toBe('FORBIDDEN');
    expect(await world.anonymous.refusal(document, input)).toBe('UNAUTHENTICATED');
    const neighbour = await world.host();
    await found('a');
    await neighbour.report([]);
    expect((await shown()).instances[0].missingSince).toBeNull();
  });

  it('keeps a host online for 45 seconds by the clock of the database, and gives advice on its version', async () => {
    await host.report([], { agentVersion: '0.0.9' });
    expect(await shown()).toMatchObject({ state: 'ONLINE', versionAdvice: expect.stringContaining('older') });
    await sql(`update runtime_hosts set last_seen_at = now() - interval '46 seconds' where id = $1`, [
      host.hostId,
    ]);
    expect((await shown()).state).toBe('OFFLINE');
  });
});

describe('adding runtimes', () => {
  it('takes several at once, each with its policy, and tells the host', async () => {
    const [a, b] = await found('a', 'b');
    const heard = host.subscribe(directives);
    expect((await heard.next()).hostDirectivesChanged).toMatchObject({
      organizationName: 'Home',
      instances: [],
    });
    const input = [
      { instanceId: b, contentPolicy: 'FULL' },
      { instanceId: a, contentPolicy: 'METADATA' },
    ];
    const { addRuntimeInstances } = await operator.gql(add, { input });
    expect(addRuntimeInstances).toMatchObject([
      { id: b, state: 'ADDED', contentPolicy: 'FULL', addedBy: { name: 'Oskar Operator' }, backlogBytes: 12 },
      { id: a, state: 'ADDED', contentPolicy: 'METADATA', paused: false, addedAt: expect.any(String) },
    ]);
    const todo = [
      { instanceId: a, key: 'a', contentPolicy: 'METADATA', paused: false },
      { instanceId: b, key: 'b', contentPolicy: 'FULL', paused: false },
    ];
    const { instances } = (await heard.next()).hostDirectivesChanged;
    expect(instances).toEqual(expect.arrayContaining(todo));
    heard.stop();
    expect((await host.report([foundRuntime('a'), foundRuntime('b')])).data.reportHost.instances).toEqual(
      expect.arrayContaining(todo),
    );
    expect((await told(a!)).at(-1)).toMatchObject({
      ...{ type: 'runtime.added', actor_id: operator.userId },
      payload: { after: { contentPolicy: 'METADATA', hostId: host.hostId } },
    });
  });

  it('is all or nothing, once per key, and changes the policy of what is added', async () => {
    const [a, b] = await found('a', 'b');
    const one = { instanceId: a, contentPolicy: 'FULL' };
    const missing = { instanceId: randomUUID(), contentPolicy: 'FULL' };
    expect(await operator.refusal(add, { input: [one, missing] })).toBe('NOT_FOUND');
    expect((await shown()).instances.map(({ state }: Loose) => state)).toEqual(['DISCOVERED', 'DISCOVERED']);
    for (const input of [[], [one, one], Array(101).fill(one)])
      expect(await operator.refusal(add, { input })).toBe('INVALID_INPUT');
    const idempotencyKey = randomUUID();
    const first = await operator.gql(add, { input: [one] }, { idempotencyKey });
    expect(await operator.gql(add, { input: [one] }, { idempotencyKey })).toEqual(first);
    await operator.gql(add, {
      input: [
        { ...one, contentPolicy: 'METADATA' },
        { ...one, instanceId: b },
      ],
    });
    expect((await told(a!)).map(({ type }) => type)).toEqual([
      ...['runtime.discovered', 'runtime.added', 'runtime.policy_changed'],
    ]);
  });

  it('is not possible on a revoked host', async () => {
    const [a] = await found('a');
    await operator.gql(revoke, { id: host.hostId });
    expect(await operator.refusal(add, { input: [{ instanceId: a, contentPolicy: 'FULL' }] })).toBe(
      'CONFLICT',
    );
  });
});

describe('an added runtime', () => {
  it('is paused, resumed, given another policy and removed, each told once', async () => {
    const id = await added();
    const steps: [string, Record<string, unknown>, object][] = [
      [verb('pauseInstance'), { id }, { paused: true }],
      [verb('resumeInstance'), { id }, { paused: false }],
      [setPolicy, { id, contentPolicy: 'FULL' }, { contentPolicy: 'FULL' }],
      [verb('removeRuntimeInstance'), { id }, { state: 'REMOVED', paused: false }],
    ];
    for (const [document, variables, expected] of steps) {
      for (let twice = 0; twice < 2; twice++)
        expect(Object.values(await operator.gql(document, variables))[0]).toMatchObject(expected);
    }
    expect((await told(id)).map(({ type }) => type).slice(1)).toEqual([
      ...['runtime.added', 'runtime.paused', 'runtime.resumed', 'runtime.policy_changed', 'runtime.removed'],
    ]);
    for (const [document, variables] of steps.slice(0, 3))
      expect(await operator.refusal(document, variables)).toBe('CONFLICT');
    expect((await host.report([foundRuntime('a')])).data.reportHost.instances).toEqual([]);
    await operator.gql(add, { input: [{ instanceId: id, contentPolicy: 'METADATA' }] });
    expect((await shown()).instances[0]).toMatchObject({ state: 'ADDED', contentPolicy: 'METADATA' });
  });

  it('rings the host for every change', async () => {
    const id = await added();
    const heard = host.subscribe(directives);
    await heard.next();
    await operator.gql(verb('pauseInstance'), { id });
    expect((await heard.next()).hostDirectivesChanged.instances).toMatchObject([{ paused: true }]);
    await operator.gql(rename, { id: host.hostId, name: 'Renamed' });
    expect((await heard.next()).hostDirectivesChanged.hostName).toBe('Renamed');
    await operator.gql(verb('removeRuntimeInstance'), { id });
    expect((await heard.next()).hostDirectivesChanged.instances).toEqual([]);
    heard.stop();
  });

  it('is managed by those who may, and does not exist for others', async () => {
    const id = await added();
    const all: [string, Record<string, unknown>][] = [
      ...['pauseInstance', 'resumeInstance', 'removeRuntimeInstance'].map(
        (name) => [verb(name), { id }] as [string, Record<string, unknown>],
      ),
      [setPolicy, { id, contentPolicy: 'FULL' }],
      [add, { input: [{ instanceId: id, contentPolicy: 'FULL' }] }],
      [rename, { id: host.hostId, name: 'x' }],
      [revoke, { id: host.hostId }],
    ];
    const viewer = await world.member('VIEWER');
    for (const [document, variables] of all) {
      expect(await viewer.refusal(document, variables)).toBe('FORBIDDEN');
      expect(await host.refusal(document, variables)).toBe('FORBIDDEN');
      const foreign = await other.owner.call(document, variables);
      expect(foreign.code).toBe('NOT_FOUND');
      const text = JSON.stringify(variables)
        .replaceAll(id, randomUUID())
        .replaceAll(host.hostId!, randomUUID());
      const missing = await other.owner.call(document, JSON.parse(text) as Record<string, unknown>);
      expect(missing.errors![0]!.message).toBe(foreign.errors![0]!.message);
      const garbled = JSON.stringify(variables).replaceAll(id, 'garbage').replaceAll(host.hostId!, 'garbage');
      expect((await other.owner.call(document, JSON.parse(garbled) as Record<string, unknown>)).code).toBe(
        'NOT_FOUND',
      );
    }
    expect((await shown(viewer)).instances).toHaveLength(1);
    expect((await other.owner.gql(hostQuery, { id: host.hostId })).runtimeHost).toBeNull();
  });
});
