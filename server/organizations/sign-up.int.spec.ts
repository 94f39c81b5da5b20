import { randomUUID } from 'node:crypto';
import { openMailbox, type Mail, type Mailbox } from '../testing/mailbox.js';
import { readRows, storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { worldPassword } from '../testing/world.js';

const signUp = 'mutation ($input: SignUpInput!) { signUp(input: $input) }';
const verify = `mutation ($token: String!) { verifyEmail(token: $token) {
  viewer { user { id email name } organizations { id name viewerRole } } } }`;
const login = 'mutation ($input: LoginInput!) { login(input: $input) { viewer { user { id } } } }';
const ada = { email: 'ada@example.org', name: 'Ada', password: worldPassword, organizationName: 'Ada & Co' };

let app: TestApp;
let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await openMailbox();
  app = await createTestApp({ mode: 'cloud', env: { CLAWBUTLER_SMTP_URL: mailbox.url } });
});
afterAll(async () => {
  await app.stop();
  await mailbox.stop();
});

const ask = (input: object = {}, options = {}) => app.gql(signUp, { input: { ...ada, ...input } }, options);
const logIn = (email: string, password = worldPassword) => app.gql(login, { input: { email, password } });
const tokenIn = (mail: Mail) => /verify-email\?token=(cb_verify_\w+)/.exec(mail.text)![1]!;

it('is open here, and nobody waits for a first owner', async () => {
  const { instance } = (await app.gql('{ instance { mode setupRequired signUpOpen } }')).data;
  expect(instance).toEqual({ mode: 'CLOUD', setupRequired: false, signUpOpen: true });
});

it('makes an account and an organisation once per key, and mails one link', async () => {
  const idempotencyKey = randomUUID();
  expect((await ask({}, { idempotencyKey })).data).toEqual({ signUp: true });
  expect((await ask({}, { idempotencyKey })).data).toEqual({ signUp: true });
  const mail = await mailbox.next();
  expect(mail).toMatchObject({ to: 'ada@example.org', subject: expect.stringContaining('Confirm') });
  expect(mail.text).toContain(`${app.url}/verify-email?token=cb_verify_`);
  expect(mailbox.mails).toHaveLength(1);
});

it('lets nobody in before the address is confirmed, and mails a new link on a right password', async () => {
  expect((await logIn('ada@example.org', 'a wrong password')).errors![0]!.message).not.toMatch(/confirm/i);
  const early = await logIn('ada@example.org');
  expect([early.code, early.cookie]).toEqual(['UNAUTHENTICATED', undefined]);
  expect(early.errors![0]!.message).toMatch(/confirm/i);
  expect((await mailbox.next()).to).toBe('ada@example.org');
});

it('signs in with the link, once', async () => {
  await ask({ email: 'cleo@example.org', name: 'Cleo', organizationName: 'Cleo Inc' });
  const token = tokenIn(await mailbox.next());
  const idempotencyKey = randomUUID();
  const first = await app.gql(verify, { token }, { idempotencyKey });
  expect(first.data.verifyEmail.viewer).toEqual({
    user: { id: expect.any(String), email: 'cleo@example.org', name: 'Cleo' },
    organizations: [{ id: expect.any(String), name: 'Cleo Inc', viewerRole: 'OWNER' }],
  });
  const again = await app.gql(verify, { token }, { idempotencyKey });
  expect([again.data, again.cookie]).toEqual([first.data, first.cookie]);
  expect((await app.gql(verify, { token })).code).toBe('LINK_INVALID');
  expect((await logIn('cleo@example.org')).code).toBeUndefined();
  const { id } = first.data.verifyEmail.viewer.organizations[0];
  const types = (await storedEvents(app.database, id)).map(({ type }) => type);
  expect(types.slice(0, 4)).toEqual([
    ...['organization.created', 'user.verification_requested'],
    ...['user.verified', 'session.created'],
  ]);
});

it('refuses links that are none, used or expired', async () => {
  for (const token of ['', 'guess', `cb_verify_${'a'.repeat(10)}_${'b'.repeat(43)}_000000`]) {
    expect((await app.gql(verify, { token })).code).toBe('LINK_INVALID');
  }
  await ask({ email: 'late@example.org' });
  const token = tokenIn(await mailbox.next());
  await readRows(
    app.database,
    null,
    `update one_time_links set expires_at = now() - interval '1 second' where kind = 'verify'`,
  );
  expect((await app.gql(verify, { token })).code).toBe('LINK_INVALID');
});

it('answers the same for a confirmed account, changes nothing of it, and tells its owner', async () => {
  const usersBefore = await readRows(app.database, null, 'select * from users order by id');
  const answer = await ask({
    email: 'CLEO@example.org',
    name: 'Mallory',
    password: 'mallory knows this one',
  });
  expect([answer.data, answer.errors, answer.cookie]).toEqual([{ signUp: true }, undefined, undefined]);
  const mail = await mailbox.next();
  expect(mail).toMatchObject({ to: 'cleo@example.org', subject: expect.stringContaining('already') });
  expect(mail.text).not.toContain('token');
  expect(await readRows(app.database, null, 'select * from users order by id')).toEqual(usersBefore);
  expect((await logIn('cleo@example.org', 'mallory knows this one')).code).toBe('UNAUTHENTICATED');
});

it('leaves an account to who confirms it, with the password of the sign-up they confirm', async () => {
  const email = 'victim@example.org';
  await ask({ email, name: 'Mallory', password: 'mallory knows this one' });
  await mailbox.next();
  await ask({ email, name: 'Victim', password: 'only the victim knows' });
  const token = tokenIn(await mailbox.next());
  const verified = await app.gql(verify, { token });
  expect(verified.data.verifyEmail.viewer.user).toMatchObject({ email, name: 'Victim' });
  expect((await logIn(email, 'mallory knows this one')).code).toBe('UNAUTHENTICATED');
  expect((await logIn(email, 'only the victim knows')).code).toBeUndefined();
});

it('refuses what is no input', async () => {
  for (const [field, value] of [
    ['email', 'no address'],
    ['email', 'a@b.org\r\nbcc: c@d.org'],
    ['name', ''],
    ['password', 'elevenchars'],
    ['organizationName', 'x'.repeat(81)],
  ] as const) {
    const refused = await ask({ email: 'fine@example.org', [field]: value });
    expect(Object.keys(refused.errors![0]!.extensions.fields!)).toEqual([field]);
  }
  expect(await readRows(app.database, null, `select 1 from users where email = 'fine@example.org'`)).toEqual(
    [],
  );
});

it('keeps no link readable, neither at rest nor in the log', async () => {
  const token = /token=(cb_verify_\w+)/.exec(mailbox.mails[0]!.text)![1]!;
  const rows = await readRows<{ text: string }>(
    app.database,
    null,
    'select l::text as text from one_time_links l union all select k::text from idempotency_keys k',
  );
  expect(rows.filter(({ text }) => text.includes(token.slice(22)))).toEqual([]);
  expect(app.log.join('')).not.toContain(token.slice(22));
});

it('limits sign-ups per network', async () => {
  await readRows(app.database, null, `delete from rate_limits`);
  const asked = await Promise.all(
    Array.from({ length: 25 }, (_, i) => ask({ email: `crowd${i}@example.org` })),
  );
  expect(asked.filter(({ code }) => code === 'RATE_LIMITED')).toHaveLength(5);
  expect(asked.filter(({ data }) => data?.signUp === true)).toHaveLength(20);
});

describe('without a mail relay', () => {
  it('says so and makes nothing', async () => {
    const silent = await createTestApp({ mode: 'cloud' });
    const answer = await silent.gql(signUp, { input: ada });
    expect(answer.code).toBe('UNAVAILABLE');
    expect(await readRows(silent.database, null, 'select 1 from users')).toEqual([]);
    await silent.stop();
  });
});
