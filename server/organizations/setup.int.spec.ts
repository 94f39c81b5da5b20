import { randomUUID } from 'node:crypto';
import type { Person } from '../testing/actor.js';
import { readRows, storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, worldPassword, type World } from '../testing/world.js';

const completeSetup = `mutation ($input: CompleteSetupInput!) {
  completeSetup(input: $input) { viewer { user { id email } organizations { id name viewerRole } } } }`;

const firstOwner = {
  email: ' OLGA@Example.org ',
  name: 'Olga',
  password: worldPassword,
  organizationName: 'Acme Corp.',
};

const tokenOf = (link: string | null) => new URL(link!).searchParams.get('token')!;

describe('the first owner', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.stop());

  const setUp = (input: object, options = {}) =>
    app.gql(completeSetup, { input: { ...firstOwner, ...input } }, options);
  const usersMade = async () => (await readRows(app.database, null, 'select id from users')).length;

  it('is waited for', async () => {
    const { data } = await app.gql('{ instance { mode version setupRequired signUpOpen } }');
    expect(data.instance).toEqual({
      ...{ mode: 'SELF_HOSTED', setupRequired: true, signUpOpen: false },
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });

  it('needs the link', async () => {
    for (const token of ['', 'guess', 'x'.repeat(1024), tokenOf(app.setupLink).replace(/.$/, '!')]) {
      expect((await setUp({ token })).code).toBe('LINK_INVALID');
    }
    expect(await usersMade()).toBe(0);
  });

  it.each([
    ['email', 'not an address'],
    ['email', ''],
    ['email', `a@${'b'.repeat(300)}`],
    ['name', ''],
    ['name', 'x'.repeat(81)],
    ['name', 'two\nlines'],
    ['password', 'elevenchars'],
    ['password', 'x'.repeat(257)],
    ['organizationName', '   '],
    ['organizationName', 'evil\u202eman'],
  ])('cannot be made with %s %j, and the link stays good', async (field, value) => {
    const answer = await setUp({ token: tokenOf(app.setupLink), [field]: value });
    expect(answer.code).toBe('INVALID_INPUT');
    expect(Object.keys(answer.errors![0]!.extensions.fields!)).toEqual([field]);
    expect(await usersMade()).toBe(0);
  });

  it('gets a new link at every start, which ends the older one', async () => {
    const restarted = await createTestApp({ beside: app });
    await restarted.stop();
    expect(restarted.setupLink).toMatch(
      /\/setup\?token=cb_setup_[0-9A-Za-z]{10}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/,
    );
    expect(restarted.setupLink).not.toBe(app.setupLink);
    expect((await setUp({ token: tokenOf(app.setupLink) })).code).toBe('LINK_INVALID');
    app.setupLink = restarted.setupLink;
  });

  it('is made once, by whoever comes first of many at once', async () => {
    const token = tokenOf(app.setupLink);
    const attempts = await Promise.all(
      Array.from({ length: 8 }, (_, i) => setUp({ token, email: `racer${i}@example.org` })),
    );
    const winners = attempts.filter((attempt) => attempt.errors === undefined);
    expect(winners).toHaveLength(1);
    expect(attempts.filter(({ code }) => code === 'SETUP_CLOSED')).toHaveLength(7);
    expect(await usersMade()).toBe(1);
  });

  it('closes the door behind them', async () => {
    expect((await setUp({ token: tokenOf(app.setupLink) })).code).toBe('SETUP_CLOSED');
    expect((await setUp({ token: 'guess' })).code).toBe('SETUP_CLOSED');
    expect((await app.gql('{ instance { setupRequired } }')).data.instance.setupRequired).toBe(false);
    const restarted = await createTestApp({ beside: app });
    await restarted.stop();
    expect(restarted.setupLink).toBeNull();
  });
});

describe('a finished setup', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.stop());

  it('answers a retry with the same key the same, and makes one of everything', async () => {
    const idempotencyKey = randomUUID();
    const input = { ...firstOwner, token: tokenOf(app.setupLink) };
    const [first, again] = [
      await app.gql(completeSetup, { input }, { idempotencyKey }),
      await app.gql(completeSetup, { input }, { idempotencyKey }),
    ];
    expect(first.data.completeSetup.viewer).toEqual({
      user: { id: expect.any(String), email: 'olga@example.org' },
      organizations: [{ id: expect.any(String), name: 'Acme Corp.', viewerRole: 'OWNER' }],
    });
    expect(again.data).toEqual(first.data);
    expect(again.cookie).toBe(first.cookie);
    const changed = await app.gql(completeSetup, { input: { ...input, name: 'Other' } }, { idempotencyKey });
    expect(changed.code).toBe('CONFLICT');
    const { id } = first.data.completeSetup.viewer.organizations[0];
    const events = await storedEvents(app.database, id);
    expect(events.map(({ type, actor_kind }) => [type, actor_kind])).toEqual([
      ['organization.created', 'PERSON'],
      ['session.created', 'PERSON'],
    ]);
    expect(await readRows(app.database, id, 'select slug from organizations')).toEqual([
      { slug: 'acme-corp' },
    ]);
  });
});

describe('with the audit log broken', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.stop());

  it('there is no owner, no organisation and no session, and the link stays good', async () => {
    const asOwner = (sql: string) => readAsOwner(app, sql);
    await asOwner('revoke insert on domain_events from clawbutler_app');
    const input = { ...firstOwner, token: tokenOf(app.setupLink) };
    const refused = await app.gql(completeSetup, { input });
    expect([refused.code, refused.cookie]).toEqual(['AUDIT_UNAVAILABLE', undefined]);
    expect(await asOwner('select 1 from users union all select 1 from login_sessions')).toEqual([]);
    await asOwner('grant insert on domain_events to clawbutler_app');
    expect((await app.gql(completeSetup, { input })).code).toBeUndefined();
  });
});

describe('I4: the chain that took over an unclaimed installation elsewhere', () => {
  let app: TestApp;
  let world: World;
  let owner: Person;
  beforeAll(async () => {
    app = await createTestApp();
    world = await createWorld(app);
    owner = world.owner;
  });
  afterAll(() => app.stop());

  it('stops at its first step, and each later step is refused on its own', async () => {
    const { anonymous } = world;
    const person = { email: 'mallory@example.org', name: 'Mallory', password: worldPassword };
    const signUp = { ...person, organizationName: 'Mine' };
    expect(await anonymous.refusal('mutation ($i: SignUpInput!) { signUp(input: $i) }', { i: signUp })).toBe(
      'FORBIDDEN',
    );
    expect(
      await anonymous.refusal(completeSetup, { input: { ...signUp, token: tokenOf(app.setupLink) } }),
    ).toBe('SETUP_CLOSED');
    const login = 'mutation ($i: LoginInput!) { login(input: $i) { viewer { sessionId } } }';
    expect(await anonymous.refusal(login, { i: { email: person.email, password: person.password } })).toBe(
      'UNAUTHENTICATED',
    );
    expect(await anonymous.refusal('mutation { createAccessToken { token } }')).toBe('UNAUTHENTICATED');
    expect(await anonymous.refusal('mutation { createOrganization(name: "Mine") { id } }')).toBe(
      'UNAUTHENTICATED',
    );
    const mint = 'mutation ($i: CreateServiceTokenInput!) { createServiceToken(input: $i) { secret } }';
    const home = { organization: world.home.id };
    expect(await anonymous.refusal(mint, { i: { name: 'x', scopes: ['agents:kill'] } }, home)).toBe(
      'UNAUTHENTICATED',
    );
    const invite = 'mutation { inviteMember(input: { role: OWNER }) { url } }';
    expect(await anonymous.refusal(invite, {}, home)).toBe('UNAUTHENTICATED');
    expect(await readRows(app.database, null, 'select email from users')).toEqual([
      { email: owner.account.email },
    ]);
  });
});

async function readAsOwner(app: TestApp, sql: string): Promise<unknown[]> {
  return readRows({ ...app.database, appUrl: app.database.ownerUrl }, null, sql);
}
