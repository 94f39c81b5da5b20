import { randomUUID } from 'node:crypto';
import type { Person } from '../testing/actor.js';
import type { Loose } from '../testing/graphql-caller.js';
import { readRows, storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { MachineKey, TestMachine } from '../testing/test-machine.js';
import { createWorld, type TestOrganization, type World } from '../testing/world.js';

const look = `query ($userCode: String!) { hostPairingRequest(userCode: $userCode) {
  id hostname platform agentVersion fingerprint authenticationString askedFrom expiresAt } }`;
const approve = `mutation ($userCode: String!, $authenticationString: String!) {
  approveHostPairing(userCode: $userCode, authenticationString: $authenticationString) {
    id name hostname platform agentVersion versionAdvice state fingerprint pairedBy { name } lastSeenAt revokedAt
    clockOffsetMs spoolDepth problems instances { id } } }`;
const deny = 'mutation ($userCode: String!) { denyHostPairing(userCode: $userCode) }';
const poll = `query ($deviceCode: String!) { pollHostPairing(deviceCode: $deviceCode) { state hostId organizationName } }`;
const start = `mutation ($identity: HostIdentityInput!) { startHostPairing(identity: $identity) { deviceCode userCode } }`;

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
beforeEach(() => sql('delete from rate_limits'));

const sql = <T>(statement: string, params: unknown[] = []) =>
  readRows<T>(app.database, world.home.id, statement, params);
const machine = (hostname = 'build-1') => new TestMachine(app, hostname);
const polled = async (at: TestMachine, deviceCode: string) =>
  (await at.asStranger(poll, { deviceCode })).data?.pollHostPairing;
/** As if the machine had waited. */
const waited = () => sql(`update host_pairing_requests set polled_at = polled_at - interval '1 minute'`);
const expire = () => sql(`update host_pairing_requests set expires_at = now() where state = 'PENDING'`);

/** A machine that waits, and what a person needs to let it in. */
async function waiting(hostname?: string) {
  const box = machine(hostname);
  const started = await box.start();
  const { userCode, authenticationString } = started;
  return { box, started, variables: { userCode, authenticationString } };
}

describe('pairing with a code', () => {
  it('lets a machine in that a person recognised', async () => {
    const { box, started } = await waiting();
    expect(started).toMatchObject({
      userCode: expect.stringMatching(/^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/),
      verificationUrl: `${app.url}/pair?code=${started.userCode}`,
      intervalSeconds: 5,
    });
    expect(Buffer.from(started.deviceCode, 'base64url')).toHaveLength(32);
    const lifeMs = Date.parse(started.expiresAt) - Date.now();
    expect(lifeMs).toBeGreaterThan(590_000);
    expect(lifeMs).toBeLessThan(610_000);
    expect(await polled(box, started.deviceCode)).toEqual({
      ...{ state: 'PENDING', hostId: null, organizationName: null },
    });
    const { hostPairingRequest: seen } = await operator.gql(look, {
      userCode: started.userCode.toLowerCase().replace('-', ' '),
    });
    expect(seen).toMatchObject({
      ...{ hostname: 'build-1', platform: 'linux x64', agentVersion: '0.1.0', askedFrom: '127.0.0.1' },
      ...{ fingerprint: started.fingerprint, authenticationString: started.authenticationString },
    });
    const { userCode, authenticationString } = started;
    const { approveHostPairing: host } = await operator.gql(approve, { userCode, authenticationString });
    expect(host).toEqual({
      ...{ id: expect.any(String), name: 'build-1', hostname: 'build-1', platform: 'linux x64' },
      ...{ agentVersion: '0.1.0', versionAdvice: null, state: 'OFFLINE', fingerprint: started.fingerprint },
      ...{ pairedBy: { name: 'Oskar Operator' }, lastSeenAt: null, revokedAt: null, clockOffsetMs: null },
      ...{ spoolDepth: 0, problems: [], instances: [] },
    });
    await waited();
    const approved = { state: 'APPROVED', hostId: host.id, organizationName: 'Home' };
    expect(await polled(box, started.deviceCode)).toEqual(approved);
    const told = await box.report();
    expect(told.data.reportHost).toMatchObject({ hostId: host.id, organizationName: 'Home', instances: [] });
    const [event] = (await storedEvents(app.database, world.home.id, ['host.paired'])).slice(-1);
    expect(event).toMatchObject({
      ...{ actor_kind: 'PERSON', actor_id: operator.userId, subject_id: host.id },
      payload: { after: { way: 'CODE', hostname: 'build-1' } },
    });
    const dump = await sql<{ text: string }>(
      'select r::text as text from host_pairing_requests r union all select payload::text from event_payloads',
    );
    for (const secret of [started.deviceCode, userCode, userCode.replace('-', '')])
      expect(dump.filter(({ text }) => text.includes(secret))).toEqual([]);
  });

  it('works once, and is repeated under its key only', async () => {
    const { variables } = await waiting();
    const idempotencyKey = randomUUID();
    const first = await operator.gql(approve, variables, { idempotencyKey });
    expect(await operator.gql(approve, variables, { idempotencyKey })).toEqual(first);
    for (const document of [approve, deny, look])
      expect(await operator.refusal(document, withOnly(document, variables))).toBe('LINK_INVALID');
  });

  it('happens once when two people enter the code at the same moment', async () => {
    const { variables } = await waiting();
    const answers = await Promise.all([world.owner, operator].map((by) => by.call(approve, variables)));
    expect(answers.map(({ code }) => code ?? 'done').sort()).toEqual(['LINK_INVALID', 'done']);
  });

  it('is refused when the two sides show something else', async () => {
    const { variables, box, started } = await waiting();
    const refused = await operator.call(approve, { ...variables, authenticationString: 'funah 83 rasuv 17' });
    expect(refused.errors![0]!.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { authenticationString: expect.any(String) },
    });
    expect((await polled(box, started.deviceCode)).state).toBe('PENDING');
  });

  it('is for people with the right, here', async () => {
    const { variables } = await waiting();
    for (const role of ['APPROVER', 'AUDITOR', 'VIEWER'] as const) {
      const person = await world.member(role);
      for (const document of [approve, deny, look])
        expect(await person.refusal(document, withOnly(document, variables))).toBe('FORBIDDEN');
    }
    const token = await world.serviceToken(['hosts:read', 'hosts:manage', 'hosts:pair']);
    expect(await token.refusal(look, { userCode: variables.userCode })).toBe('FORBIDDEN');
    expect(await world.anonymous.refusal(look, { userCode: variables.userCode })).toBe('UNAUTHENTICATED');
    // The machine belongs to nobody yet: whoever has its code takes it into their own organisation.
    const { approveHostPairing: theirs } = await other.owner.gql(approve, variables);
    expect((await operator.gql(`{ runtimeHost(id: "${theirs.id}") { id } }`)).runtimeHost).toBeNull();
  });

  it('ends when a person sends the machine away', async () => {
    const { box, started, variables } = await waiting('unknown-box');
    expect(await operator.gql(deny, { userCode: variables.userCode })).toEqual({ denyHostPairing: true });
    expect(await polled(box, started.deviceCode)).toMatchObject({ state: 'DENIED', hostId: null });
    expect(await operator.refusal(approve, variables)).toBe('LINK_INVALID');
    const [event] = (await storedEvents(app.database, world.home.id, ['host.pairing_denied'])).slice(-1);
    expect(event).toMatchObject({
      actor_id: operator.userId,
      payload: { after: { hostname: 'unknown-box' } },
    });
  });

  it('expires by the clock of the database', async () => {
    const { box, started, variables } = await waiting();
    await expire();
    expect((await polled(box, started.deviceCode)).state).toBe('EXPIRED');
    expect(await operator.refusal(approve, variables)).toBe('LINK_INVALID');
  });

  it('cannot be guessed: five wrong codes lock an account out, and one of its own buys no more', async () => {
    const guess = (by: Person) => by.refusal(look, { userCode: 'AAAAA-AAAAA' });
    const own = await waiting();
    for (let i = 0; i < 4; i++) expect(await guess(operator)).toBe('LINK_INVALID');
    await operator.gql(look, { userCode: own.variables.userCode });
    expect(await guess(operator)).toBe('LINK_INVALID');
    for (const document of [look, approve, deny])
      expect(await operator.refusal(document, withOnly(document, own.variables))).toBe('RATE_LIMITED');
    // The same network is locked out too; from elsewhere somebody else still may.
    expect(await guess(world.owner)).toBe('RATE_LIMITED');
    await sql(`delete from rate_limits where name = 'host-code-network'`);
    await world.owner.gql(look, { userCode: own.variables.userCode });
  });

  it('allows five guesses, however many come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => operator.refusal(look, { userCode: 'AAAAA-AAAAA' })),
    );
    expect(answers.filter((code) => code === 'LINK_INVALID')).toHaveLength(5);
  });

  it('keeps three codes of a key alive, and so many of a network', async () => {
    const box = machine();
    for (let i = 0; i < 3; i++) await box.start();
    const fourth = await box.asStranger(start, { identity: box.identity });
    expect(fourth.errors![0]!.extensions).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterSeconds: expect.any(Number),
    });
    await expire();
    await box.start();
    await sql('delete from rate_limits');
    const codes = [];
    for (let i = 0; i < 31; i++) {
      const one = machine();
      codes.push((await one.asStranger(start, { identity: one.identity })).code);
    }
    expect(codes.slice(0, 30)).toEqual(Array(30).fill(undefined));
    expect(codes[30]).toBe('RATE_LIMITED');
  });

  it('tells a machine that asks too often to slow down, five seconds more each time', async () => {
    const { box, started } = await waiting();
    const states = [];
    for (let i = 0; i < 3; i++) states.push((await polled(box, started.deviceCode)).state);
    expect(states).toEqual(['PENDING', 'SLOW_DOWN', 'SLOW_DOWN']);
    const pause = (seconds: number) =>
      sql('update host_pairing_requests set polled_at = now() - make_interval(secs => $1)', [seconds]);
    await pause(12);
    expect((await polled(box, started.deviceCode)).state).toBe('SLOW_DOWN');
    await pause(21);
    expect((await polled(box, started.deviceCode)).state).toBe('PENDING');
  });

  it('tells nobody anything without the device code', async () => {
    const box = machine();
    const answers = [];
    for (let i = 0; i < 21; i++)
      answers.push((await box.asStranger(poll, { deviceCode: randomUUID() })).code);
    expect(answers.slice(0, 20)).toEqual(Array(20).fill('LINK_INVALID'));
    expect(answers[20]).toBe('RATE_LIMITED');
  });

  it('is begun by whoever holds the key only', async () => {
    const [box, thief] = [machine(), machine()];
    const input = { identity: box.identity };
    expect((await app.gql(start, input)).code).toBe('UNAUTHENTICATED');
    expect((await thief.asStranger(start, input)).code).toBe('UNAUTHENTICATED');
    expect((await box.call(start, input)).code).toBe('UNAUTHENTICATED');
    for (const wrong of [
      { publicKey: 'x' },
      { hostname: '' },
      { hostname: 'a\u202eb' },
      { platform: 'x'.repeat(61) },
    ]) {
      const refused = await box.asStranger(start, { identity: { ...box.identity, ...wrong } });
      expect(Object.keys(refused.errors![0]!.extensions.fields!)).toEqual([
        `identity.${Object.keys(wrong)[0]}`,
      ]);
    }
  });

  it('is refused to a key that is a host’s, or was one’s', async () => {
    const host = await world.host();
    const reason = async () => {
      const { errors } = await host.asStranger<Loose>(start, { identity: host.identity });
      const { code, reason: why } = errors![0]!.extensions as { code: string; reason?: string };
      return [code, why];
    };
    expect(await reason()).toEqual(['CONFLICT', 'ALREADY_PAIRED']);
    await world.owner.gql('mutation ($id: ID!) { revokeRuntimeHost(id: $id) { id } }', { id: host.hostId });
    expect(await reason()).toEqual(['CONFLICT', 'HOST_REVOKED']);
  });

  it('pairs a key once, when two of its codes are entered', async () => {
    const key = new MachineKey();
    const [one, two] = [new TestMachine(app, 'one', key), new TestMachine(app, 'two', key)];
    const [first, second] = [await one.start(), await two.start()];
    const given = ({ userCode, authenticationString }: Loose) => ({ userCode, authenticationString });
    await operator.gql(approve, given(first));
    expect(await operator.refusal(approve, given(second))).toBe('CONFLICT');
  });
});

/** Variables an operation declares. */
function withOnly(document: string, variables: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => document.includes(`$${name}:`)));
}
