import { readRows } from '../../testing/stored-events.js';
import { createTestApp, type TestApp } from '../../testing/test-app.js';
import { createWorld, worldPassword, type World } from '../../testing/world.js';
import { RateLimits } from './rate-limits.service.js';

const loginDocument = 'mutation ($input: LoginInput!) { login(input: $input) { viewer { sessionId } } }';

let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
});
afterAll(() => app.stop());
beforeEach(() => forgetAttempts());

const login = (email: string, password: string, headers?: Record<string, string>) =>
  app.gql(loginDocument, { input: { email, password } }, { headers });
const forgetAttempts = () => readRows(app.database, null, 'delete from rate_limits');
const codes = (answers: { code: string | undefined }[]) =>
  Object.fromEntries(
    [...new Set(answers.map(({ code }) => code ?? 'OK'))].map((code) => [
      code,
      answers.filter((answer) => (answer.code ?? 'OK') === code).length,
    ]),
  );

describe('a limit', () => {
  const limit = { name: 'test', points: 3, windowSeconds: 900 };

  it('counts exactly, however many come at once, and each key for itself', async () => {
    const limits = app.app.get(RateLimits);
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => limits.take(limit, 'a')));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    await expect(limits.take(limit, 'b')).resolves.toBeUndefined();
    await expect(limits.take({ ...limit, name: 'other' }, 'a')).resolves.toBeUndefined();
    await expect(limits.take(limit, 'a')).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterSeconds: expect.any(Number),
    });
  });

  it('opens again when its window ends', async () => {
    const limits = app.app.get(RateLimits);
    for (let i = 0; i < 3; i++) await limits.take(limit, 'a');
    await expect(limits.take(limit, 'a')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await readRows(app.database, null, `update rate_limits set window_ends = now() - interval '1 second'`);
    await expect(limits.take(limit, 'a')).resolves.toBeUndefined();
  });
});

describe('guessing a password', () => {
  it('ends after 10 tries per account, for an unknown account too; a live session goes on', async () => {
    const victim = await world.member('APPROVER');
    for (const email of [victim.account.email, 'nobody@example.org']) {
      const guesses = await Promise.all(Array.from({ length: 12 }, () => login(email, 'guess guess guess')));
      expect(codes(guesses)).toEqual({ UNAUTHENTICATED: 10, RATE_LIMITED: 2 });
    }
    const right = await login(victim.account.email, worldPassword);
    expect(right.code).toBe('RATE_LIMITED');
    expect(right.errors![0]!.extensions.retryAfterSeconds).toBeGreaterThan(800);
    expect((await victim.gql('{ organization { name } }')).organization.name).toBe('Home');
  });

  it('ends after 30 tries per network, whatever a proxy header claims', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        login(`nobody${i}@example.org`, 'guess guess guess', {
          'x-forwarded-for': `203.0.113.${i}`,
          'x-real-ip': `203.0.113.${i}`,
          forwarded: `for=203.0.113.${i}`,
        }),
      ),
    );
    expect(codes(guesses)).toEqual({ UNAUTHENTICATED: 30, RATE_LIMITED: 10 });
  });

  it('is forgiven by the right password', async () => {
    const person = await world.member('VIEWER');
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 9; i++) await login(person.account.email, 'guess guess guess');
      expect((await login(person.account.email, worldPassword)).code).toBeUndefined();
    }
  });

  it('counts a wrong current password when changing it', async () => {
    const person = await world.member('VIEWER');
    const change =
      'mutation { changePassword(currentPassword: "guess guess guess", newPassword: "another password") }';
    const guesses = await Promise.all(Array.from({ length: 11 }, () => person.call(change)));
    expect(codes(guesses)).toEqual({ INVALID_INPUT: 10, RATE_LIMITED: 1 });
  });
});

it('refuses logins when attempts cannot be counted', async () => {
  const asOwner = { ...app.database, appUrl: app.database.ownerUrl };
  await readRows(asOwner, null, 'revoke insert, update on rate_limits from clawbutler_app');
  const refused = await login(world.owner.account.email, worldPassword);
  expect([refused.cookie, refused.data]).toEqual([undefined, null]);
  await readRows(asOwner, null, 'grant insert, update on rate_limits to clawbutler_app');
  expect((await login(world.owner.account.email, worldPassword)).code).toBeUndefined();
});
