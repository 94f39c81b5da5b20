import { createHash } from 'node:crypto';
import type { Person } from '../testing/actor.js';
import type { Loose } from '../testing/graphql-caller.js';
import { canonicalize } from '../platform/crypto/canonical-json.js';
import { storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { foundRuntime, type TestMachine } from '../testing/test-machine.js';
import { createWorld, type TestOrganization, type World } from '../testing/world.js';

const hostQuery = `query ($id: ID!) { runtimeHost(id: $id) { instances { id location inspection { digest inspectedAt changedAt
  model environment problems permissionModes { name value scope project } rules { effect pattern scope project inForce }
  hooks { event matcher type target scope inForce } mcpServers { name transport target withheld scope inForce }
  sources { scope path sha256 sizeBytes modifiedAt } } } } }`;
const add = `mutation ($input: [AddRuntimeInstanceInput!]!) { addRuntimeInstances(input: $input) { id } }`;
const verb = (name: string) => `mutation ($id: ID!) { ${name}(id: $id) { id } }`;
const report = `mutation ($input: HostReportInput!) { reportHost(input: $input) {
  instances { instanceId inspectionDigest } } }`;

let app: TestApp;
let world: World;
let other: TestOrganization;
let viewer: Person;
let host: TestMachine;
let id: string;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  other = await world.organization('Other');
  viewer = await world.member('VIEWER');
});
afterAll(() => app.stop());
beforeEach(async () => {
  host = await world.host();
  await host.report([foundRuntime('a')]);
  id = (await instance()).id;
  await world.owner.gql(add, { input: [{ instanceId: id, contentPolicy: 'METADATA' }] });
});

const instance = async (by: Person = viewer): Promise<Loose> =>
  (await by.gql(hostQuery, { id: host.hostId })).runtimeHost.instances[0];
const drifts = async () =>
  (await storedEvents(app.database, world.home.id)).filter(
    ({ type, subject_id }) => type === 'runtime.settings_changed' && subject_id === id,
  );
const here = { scope: 'USER', project: null, inForce: true };
const hook = (event: string, target = 'gate') => ({
  event,
  matcher: 'Bash',
  type: 'command',
  target,
  ...here,
});
const server = (name: string) => ({
  name,
  transport: 'stdio',
  target: `run ${name}`,
  withheld: ['TOKEN'],
  ...here,
});
const source = {
  ...{ scope: 'USER', path: '/home/dev/.claude/settings.json', sha256: 'a'.repeat(64), sizeBytes: 12 },
  modifiedAt: '2026-11-22T08:00:00.000Z',
};

function inspection(changes: object = {}, digest?: string): Loose {
  const facts = {
    ...{ model: 'opus', environment: ['A_TOKEN'], problems: [], hooks: [hook('PreToolUse')], mcpServers: [] },
    permissionModes: [{ name: 'permissions.defaultMode', value: 'plan', scope: 'USER', project: null }],
    rules: [{ effect: 'DENY', pattern: 'Bash(rm *)', ...here }],
    ...changes,
  };
  const right = createHash('sha256').update(canonicalize(facts)).digest('hex');
  return { ...facts, digest: digest ?? right, sources: [source] };
}

const tell = (told: Loose | null, by: TestMachine = host) =>
  by.call(report, { input: by.reportInput([foundRuntime('a', told === null ? {} : { inspection: told })]) });

it('shows what a host read, to all who may see it, and names its digest to the host', async () => {
  expect((await instance()).inspection).toBeNull();
  expect((await tell(null)).data.reportHost.instances).toEqual([{ instanceId: id, inspectionDigest: null }]);
  const told = inspection();
  const answered = (await tell(told)).data.reportHost.instances;
  expect(answered).toEqual([{ instanceId: id, inspectionDigest: told.digest }]);
  const shown = (await instance()).inspection;
  expect(shown).toMatchObject({
    ...{
      digest: told.digest,
      model: 'opus',
      environment: ['A_TOKEN'],
      permissionModes: told.permissionModes,
    },
    ...{ rules: told.rules, mcpServers: [], sources: [source] },
    hooks: [{ event: 'PreToolUse', matcher: 'Bash', type: 'command', target: 'gate', inForce: true }],
  });
  expect(shown.changedAt).toBe(shown.inspectedAt);
  expect(await drifts()).toEqual([]);
});

it('records once what changed, and nothing for the same digest', async () => {
  const first = inspection();
  await tell(first);
  const next = inspection({ hooks: [hook('Stop')], mcpServers: [server('shop')] });
  for (let twice = 0; twice < 2; twice++) await tell(next);
  const [drift, ...others] = await drifts();
  expect(others).toEqual([]);
  expect(drift).toMatchObject({
    actor_kind: 'HOST',
    payload: {
      before: { digest: first.digest },
      after: {
        ...{ digest: next.digest, hostId: host.hostId, changed: 'hooks, MCP servers' },
        added: { hooks: ['Stop Bash: gate'], mcpServers: ['shop: run shop'] },
        removed: { hooks: ['PreToolUse Bash: gate'] },
      },
    },
  });
  const before = (await instance()).inspection;
  const moved = { ...next, sources: [{ ...source, sha256: 'b'.repeat(64) }] };
  await tell(moved);
  const after = (await instance()).inspection;
  expect(after.changedAt).toBe(before.changedAt);
  expect(after.sources[0].sha256).toBe('b'.repeat(64));
  expect(await drifts()).toHaveLength(1);
});

it('takes nothing of a runtime that is not added, or is paused', async () => {
  const [told, next] = [inspection(), inspection({ model: 'sonnet' })];
  await tell(told);
  await world.owner.gql(verb('pauseInstance'), { id });
  await tell(next);
  expect((await instance()).inspection.digest).toBe(told.digest);
  await world.owner.gql(verb('removeRuntimeInstance'), { id });
  await tell(next);
  expect((await instance()).inspection.digest).toBe(told.digest);
  expect(await drifts()).toEqual([]);
});

it('refuses what is out of bounds, wrong or not signed by a host', async () => {
  const good = inspection();
  const many = (count: number) => Array.from({ length: count }, (_, n) => hook(`E${n}`));
  const bad = [
    inspection({}, 'f'.repeat(64)),
    inspection({ hooks: many(201) }),
    inspection({ rules: Array(501).fill(good.rules[0]) }),
    inspection({ mcpServers: [{ ...server('x'), withheld: Array(201).fill('A') }] }),
    { ...inspection(), model: 'changed on the way' },
    { ...inspection(), sources: [{ ...source, sha256: 'no digest' }] },
    { ...inspection({ model: 'x' }), model: '\ud800' },
  ];
  for (const told of bad) expect((await tell(told)).code).toBe('INVALID_INPUT');
  expect((await instance()).inspection).toBeNull();
  const input = host.reportInput([foundRuntime('a', { inspection: good })]);
  expect(await world.owner.refusal(report, { input })).toBe('FORBIDDEN');
  expect(await world.anonymous.refusal(report, { input })).toBe('UNAUTHENTICATED');
});

it('is of one organisation and one host only', async () => {
  await tell(inspection());
  expect((await other.owner.gql(hostQuery, { id: host.hostId })).runtimeHost).toBeNull();
  await tell(inspection({ model: 'sonnet' }), await world.host());
  expect((await instance()).inspection.model).toBe('opus');
});

it('keeps no secret that the host overlooked', async () => {
  const secret = `ghp_${'a1B2'.repeat(9)}`;
  const told = inspection({ hooks: [hook('Stop', `curl -H ${secret}`)] });
  await tell(inspection());
  expect((await tell(told)).data.reportHost.instances[0].inspectionDigest).toBe(told.digest);
  expect((await instance()).inspection.hooks[0].target).toBe('curl -H [redacted]');
  expect(JSON.stringify(await drifts())).not.toContain(secret);
});
