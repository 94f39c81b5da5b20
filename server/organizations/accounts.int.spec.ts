import { randomUUID } from 'node:crypto';
import type { Person } from '../testing/actor.js';
import { readRows, storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, worldPassword, type World } from '../testing/world.js';

const loginDocument =
  'mutation ($input: LoginInput!) { login(input: $input) { viewer { sessionId user { id } } } }';
const changePassword =
  'mutation ($from: String!, $to: String!) { changePassword(currentPassword: $from, newPassword: $to) }';
const whoAmI = '{ viewer { user { id name } } }';

let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
});
afterAll(() => app.stop());

const login = (email: string, password: string, options = {}) =>
  app.gql(loginDocument, { input: { email, password } }, options);

describe('login', () => {
  let person: Person;
  beforeAll(async () => {
    person = await world.member('VIEWER');
  });

  it('sets a cookie that scripts and other sites cannot use', async () => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: loginDocument,
        variables: { input: { email: person.account.email, password: worldPassword } },
      }),
    });
    const [cookie, ...more] = response.headers.getSetCookie();
    expect(more).toEqual([]);
    expect(cookie).toMatch(/^__Host-clawbutler=cb_session_/);
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Max-Age=1209600']) {
      expect(cookie!.split('; ')).toContain(attribute);
    }
    expect(cookie).not.toMatch(/domain/i);
  });

  it('finds the account under any spelling of its address, and the log says who came', async () => {
    const answer = await login(`  ${person.account.email.toUpperCase()} `, worldPassword);
    const { sessionId, user } = answer.data.login.viewer;
    expect(user.id).toBe(person.userId);
    const event = (await storedEvents(app.database, world.home.id, ['session.created'])).at(-1)!;
    expect(event).toMatchObject({ actor_kind: 'PERSON', actor_id: person.userId, subject_id: sessionId });
    const [row] = await readRows<{ days: number; hashed: boolean }>(
      app.database,
      null,
      `select round(extract(epoch from expires_at - created_at) / 86400)::int as days,
              length(token_hash) = 32 as hashed from login_sessions where id = $1`,
      [sessionId],
    );
    expect(row).toEqual({ days: 14, hashed: true });
  });

  it('gives the same answer for a wrong password and an unknown account, and records the former', async () => {
    const [wrong, unknown] = [
      await login(person.account.email, `${worldPassword}!`),
      await login('nobody@example.org', worldPassword),
    ];
    const shown = ({ errors, status, data, cookie }: typeof wrong) => ({
      ...{ status, data, cookie, message: errors![0]!.message, path: errors![0]!.path },
      extensions: { ...errors![0]!.extensions, requestId: '' },
    });
    expect(shown(wrong)).toEqual(shown(unknown));
    expect(wrong.code).toBe('UNAUTHENTICATED');
    const [event] = await storedEvents(app.database, world.home.id, ['login.failed']);
    expect(event).toMatchObject({
      ...{ outcome: 'REFUSED', code: 'UNAUTHENTICATED', actor_kind: 'ANONYMOUS', subject_id: person.userId },
    });
  });

  it.each([
    ['', worldPassword],
    ['no address', worldPassword],
    [`${'x'.repeat(300)}@example.org`, worldPassword],
    ['a@example.org', 'x'.repeat(2000)],
  ])('refuses %j as input', async (email, password) => {
    expect((await login(email, password)).code).toBe('INVALID_INPUT');
  });

  it('answers a retry with the same key with the same session', async () => {
    const idempotencyKey = randomUUID();
    const [first, again] = [
      await login(person.account.email, worldPassword, { idempotencyKey }),
      await login(person.account.email, worldPassword, { idempotencyKey }),
    ];
    expect(again.cookie).toBe(first.cookie);
    const other = await login(person.account.email, 'another password', { idempotencyKey });
    expect(other.errors).toBeDefined();
    expect(other.cookie).toBeUndefined();
  });
});

describe('logout', () => {
  it('ends the session, clears the cookie, and does nothing when signed out', async () => {
    const session = await world.login(await world.member('VIEWER'));
    const answer = await session.call('mutation { logout }');
    expect(answer.data).toEqual({ logout: true });
    expect(answer.cookie).toBe('__Host-clawbutler=');
    expect((await session.gql(whoAmI)).viewer).toBeNull();
    expect((await session.gql('mutation { logout }')).logout).toBe(true);
    expect((await world.anonymous.gql('mutation { logout }')).logout).toBe(true);
    const events = await storedEvents(app.database, world.home.id, ['session.revoked']);
    expect(events.filter((event) => event.subject_id === session.account.sessionId)).toHaveLength(1);
  });
});

describe('sessions', () => {
  const list = '{ loginSessions { id current ip userAgent expiresAt } }';
  const revoke = 'mutation ($id: ID!) { revokeSession(id: $id) }';
  let first: Person;
  let second: Person;
  let third: Person;
  beforeAll(async () => {
    first = await world.member('APPROVER');
    second = await world.login(first);
    third = await world.login(first);
  });

  it('are listed newest first, to their person only', async () => {
    const { loginSessions } = await second.gql(list);
    expect(loginSessions.map(({ id, current }: { id: string; current: boolean }) => [id, current])).toEqual([
      [third.account.sessionId, false],
      [second.account.sessionId, true],
      [first.account.sessionId, false],
    ]);
    expect(loginSessions[0]).toMatchObject({ ip: '127.0.0.1', userAgent: expect.any(String) });
    expect(await world.anonymous.refusal(list)).toBe('UNAUTHENTICATED');
    expect(await (await world.serviceToken(['agents:read'])).refusal(list)).toBe('FORBIDDEN');
  });

  it('cannot be ended by anybody else: a foreign id is like a missing one', async () => {
    const foreign = await world.owner.call(revoke, { id: first.account.sessionId });
    const missing = await world.owner.call(revoke, { id: randomUUID() });
    const garbage = await world.owner.call(revoke, { id: 'garbage' });
    for (const { code, errors } of [foreign, missing, garbage]) {
      expect([code, errors![0]!.message]).toEqual(['NOT_FOUND', missing.errors![0]!.message]);
    }
    expect((await first.gql(whoAmI)).viewer.user.id).toBe(first.userId);
  });

  it('end one by one, once, also on retry', async () => {
    const idempotencyKey = randomUUID();
    const variables = { id: third.account.sessionId };
    expect(await second.gql(revoke, variables, { idempotencyKey })).toEqual({ revokeSession: true });
    expect(await second.gql(revoke, variables, { idempotencyKey })).toEqual({ revokeSession: true });
    expect(await second.refusal(revoke, variables)).toBe('NOT_FOUND');
    expect((await third.gql(whoAmI)).viewer).toBeNull();
  });

  it('end all but the current one', async () => {
    const idempotencyKey = randomUUID();
    const others = 'mutation { revokeOtherSessions }';
    expect(await second.gql(others, {}, { idempotencyKey })).toEqual({ revokeOtherSessions: 1 });
    expect(await second.gql(others, {}, { idempotencyKey })).toEqual({ revokeOtherSessions: 1 });
    expect((await first.gql(whoAmI)).viewer).toBeNull();
    expect((await second.gql(list)).loginSessions).toHaveLength(1);
    expect(await world.anonymous.refusal(others)).toBe('UNAUTHENTICATED');
  });
});

describe('the password', () => {
  const better = 'a better password than before';

  it('changes once, ends other sessions, and the old one is gone', async () => {
    const person = await world.member('VIEWER');
    const elsewhere = await world.login(person);
    const idempotencyKey = randomUUID();
    const variables = { from: worldPassword, to: better };
    expect(await person.gql(changePassword, variables, { idempotencyKey })).toEqual({ changePassword: true });
    expect(await person.gql(changePassword, variables, { idempotencyKey })).toEqual({ changePassword: true });
    expect((await elsewhere.gql(whoAmI)).viewer).toBeNull();
    expect((await person.gql(whoAmI)).viewer.user.id).toBe(person.userId);
    expect((await login(person.account.email, worldPassword)).code).toBe('UNAUTHENTICATED');
    expect((await login(person.account.email, better)).code).toBeUndefined();
    const events = await storedEvents(app.database, world.home.id, ['user.password_changed']);
    expect(events.filter((event) => event.subject_id === person.userId)).toHaveLength(1);
    expect(JSON.stringify(events)).not.toContain(better);
  });

  it('needs the old one, and a new one of 12 to 256 characters', async () => {
    const person = await world.member('VIEWER');
    const wrong = await person.call(changePassword, { from: 'not my password', to: better });
    expect(wrong.errors![0]!.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { currentPassword: expect.any(String) },
    });
    for (const to of ['elevenchars', 'x'.repeat(257), '']) {
      const short = await person.call(changePassword, { from: worldPassword, to });
      expect(Object.keys(short.errors![0]!.extensions.fields!)).toEqual(['newPassword']);
    }
    expect(await world.anonymous.refusal(changePassword, { from: worldPassword, to: better })).toBe(
      'UNAUTHENTICATED',
    );
    const refused = await storedEvents(app.database, world.home.id, ['request.refused']);
    expect(refused.filter((event) => event.subject_id === 'changePassword')).toHaveLength(4);
  });
});

describe('the profile', () => {
  const rename = 'mutation ($name: String!) { updateProfile(name: $name) { id name } }';

  it('takes a new name, which the log keeps beside the old one', async () => {
    const person = await world.member('VIEWER', 'Before');
    const idempotencyKey = randomUUID();
    const answers = [
      await person.gql(rename, { name: ' After ' }, { idempotencyKey }),
      await person.gql(rename, { name: ' After ' }, { idempotencyKey }),
    ];
    for (const { updateProfile } of answers)
      expect(updateProfile).toEqual({ id: person.userId, name: 'After' });
    const events = await storedEvents(app.database, world.home.id, ['user.updated']);
    expect(events.map(({ payload }) => payload)).toEqual([
      { before: { name: 'Before' }, after: { name: 'After' } },
    ]);
  });

  it('refuses names that are none', async () => {
    for (const name of ['', ' ', 'x'.repeat(81), 'a\u0007b']) {
      expect(await world.owner.refusal(rename, { name })).toBe('INVALID_INPUT');
    }
    expect(await world.anonymous.refusal(rename, { name: 'Fine' })).toBe('UNAUTHENTICATED');
  });
});

describe('an access token', () => {
  const create = 'mutation { createAccessToken { token expiresAt } }';

  it('acts as its person for ten minutes at most, and ends with their session', async () => {
    const person = await world.login(await world.member('OPERATOR'));
    const idempotencyKey = randomUUID();
    const { createAccessToken } = await person.gql(create, {}, { idempotencyKey });
    const lifetimeMs = Date.parse(createAccessToken.expiresAt) - Date.now();
    expect(lifetimeMs).toBeGreaterThan(590_000);
    expect(lifetimeMs).toBeLessThanOrEqual(600_000);
    expect((await person.gql(create, {}, { idempotencyKey })).createAccessToken).toEqual(createAccessToken);
    const bearer = createAccessToken.token;
    expect((await app.gql(whoAmI, {}, { bearer })).data.viewer.user.id).toBe(person.userId);
    await person.gql('mutation { logout }');
    expect((await app.gql(whoAmI, {}, { bearer })).code).toBe('UNAUTHENTICATED');
  });

  it('is for people', async () => {
    expect(await world.anonymous.refusal(create)).toBe('UNAUTHENTICATED');
    expect(await (await world.serviceToken(['agents:read'])).refusal(create)).toBe('FORBIDDEN');
  });

  it('cannot be forged', async () => {
    const { createAccessToken } = await world.owner.gql(create);
    const [head, body, signature] = createAccessToken.token.split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const none = encode({ alg: 'none', typ: 'JWT' });
    for (const bearer of [
      `${head}.${body}.${signature.slice(0, -4)}AAAA`,
      `${none}.${body}.`,
      `${none}.${body}.${signature}`,
      `${head}.${encode({ sub: world.owner.userId, sid: randomUUID() })}.${signature}`,
      'garbage',
    ]) {
      expect((await app.gql(whoAmI, {}, { bearer })).code).toBe('UNAUTHENTICATED');
    }
  });
});

describe('the viewer', () => {
  it('is null for the anonymous, and shows each organisation with the role there', async () => {
    expect((await world.anonymous.gql('{ viewer { sessionId } }')).viewer).toBeNull();
    const { createOrganization } = await (
      await world.member('VIEWER', 'Two Hats')
    ).gql('mutation { createOrganization(name: "Own") { id viewerRole viewerCan } }');
    expect(createOrganization.viewerRole).toBe('OWNER');
    expect(createOrganization.viewerCan).toContain('members:manage');
  });
});
