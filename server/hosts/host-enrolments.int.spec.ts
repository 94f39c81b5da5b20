import { randomUUID } from 'node:crypto';
import type { Person } from '../testing/actor.js';
import { readRows, storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { TestMachine } from '../testing/test-machine.js';
import { createWorld, type TestOrganization, type World } from '../testing/world.js';

const enrolment = 'mutation { createHostEnrolment { id token command expiresAt } }';
const enrol = `mutation ($token: String!, $identity: HostIdentityInput!) {
  enrolHost(token: $token, identity: $identity) { state hostId organizationName } }`;

let app: TestApp;
let world: World;
let other: TestOrganization;
let operator: Person;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  other = await world.organization('Other');
  operator = await world.member('OPERATOR', 'Oskar Operator');
});
afterAll(() => app.stop());

const sql = <T>(statement: string, params: unknown[] = []) =>
  readRows<T>(app.database, world.home.id, statement, params);
const machine = (hostname = 'build-1') => new TestMachine(app, hostname);

describe('pairing with a token', () => {
  const minted = async (by: Person = operator) => (await by.gql(enrolment)).createHostEnrolment;
  const use = (box: TestMachine, token: string, options = {}) =>
    box.asStranger(enrol, { token, identity: box.identity }, options);

  it('lets one machine in, once, and says who made the token', async () => {
    const { token, command, expiresAt, id } = await minted();
    expect(command).toBe(`clawbutler-agent pair ${app.url} --token ${token}`);
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThan(610_000);
    const box = machine('ci-runner');
    const idempotencyKey = randomUUID();
    const first = await use(box, token, { idempotencyKey });
    expect(first.data.enrolHost).toEqual({
      ...{ state: 'APPROVED', hostId: expect.any(String), organizationName: 'Home' },
    });
    expect((await use(box, token, { idempotencyKey })).data).toEqual(first.data);
    expect((await use(machine(), token)).code).toBe('LINK_INVALID');
    expect((await box.report()).errors).toBeUndefined();
    const { runtimeHost } = await operator.gql(
      `{ runtimeHost(id: "${first.data.enrolHost.hostId}") { name state pairedBy { name } } }`,
    );
    expect(runtimeHost).toEqual({ name: 'ci-runner', state: 'ONLINE', pairedBy: { name: 'Oskar Operator' } });
    const events = await storedEvents(app.database, world.home.id, ['host.enrolment_created', 'host.paired']);
    expect(events.slice(-2)).toMatchObject([
      { type: 'host.enrolment_created', actor_id: operator.userId, subject_id: id },
      { actor_kind: 'HOST', actor_id: first.data.enrolHost.hostId, payload: { after: { way: 'TOKEN' } } },
    ]);
    const dump = await sql<{ text: string }>(
      'select e::text as text from host_enrolments e union all select payload::text from event_payloads',
    );
    expect(dump.filter(({ text }) => text.includes(token.slice(25)))).toEqual([]);
  });

  it('lets one of two machines in that come at the same moment', async () => {
    const { token } = await minted();
    const answers = await Promise.all([machine(), machine()].map((box) => use(box, token)));
    expect(answers.map(({ code }) => code ?? 'done').sort()).toEqual(['LINK_INVALID', 'done']);
  });

  it('is refused for tokens that are none, expired, or whose maker lost the right', async () => {
    const box = machine();
    for (const token of ['', 'x'.repeat(5000), `cb_enrol_${'a'.repeat(61)}`])
      expect((await use(box, token)).code).toBe('LINK_INVALID');
    const late = await minted();
    await sql('update host_enrolments set expires_at = now() where id = $1', [late.id]);
    expect((await use(box, late.token)).code).toBe('LINK_INVALID');
    const maker = await world.member('ADMIN');
    const { token } = await minted(maker);
    await world.owner.gql('mutation ($id: ID!) { changeMemberRole(userId: $id, role: VIEWER) { id } }', {
      id: maker.userId,
    });
    expect((await use(box, token)).code).toBe('LINK_INVALID');
    const fine = await minted();
    expect((await machine().asStranger(enrol, { token: fine.token, identity: box.identity })).code).toBe(
      'UNAUTHENTICATED',
    );
    expect((await use(box, fine.token)).errors).toBeUndefined();
  });

  it('is made by people with the right, at most twenty at a time, once per key', async () => {
    for (const role of ['APPROVER', 'AUDITOR', 'VIEWER'] as const)
      expect(await (await world.member(role)).refusal(enrolment)).toBe('FORBIDDEN');
    expect(await (await world.serviceToken(['hosts:manage'])).refusal(enrolment)).toBe('FORBIDDEN');
    const idempotencyKey = randomUUID();
    const first = await other.owner.gql(enrolment, {}, { idempotencyKey });
    expect(await other.owner.gql(enrolment, {}, { idempotencyKey })).toEqual(first);
    const answers = await Promise.all(Array.from({ length: 24 }, () => other.owner.call(enrolment)));
    expect(answers.filter(({ code }) => code === undefined)).toHaveLength(19);
    expect(answers.filter(({ code }) => code === 'CONFLICT')).toHaveLength(5);
  });
});
