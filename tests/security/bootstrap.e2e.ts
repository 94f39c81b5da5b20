import { randomUUID } from 'node:crypto';
import { readRows } from '../../server/testing/stored-events.js';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { createWorld, worldPassword, type World } from '../../server/testing/world.js';

const completeSetup = `mutation ($input: CompleteSetupInput!) { completeSetup(input: $input) { viewer { user { id } } } }`;

let app: TestApp;
let world: World;
let link: string;

beforeAll(async () => {
  app = await createTestApp();
  link = app.setupLink!;
  world = await createWorld(app);
});
afterAll(() => app.stop());

const everything = async () => ({
  users: (await readRows(app.database, null, 'select id from users order by id')).length,
  sessions: (await readRows(app.database, null, 'select id from login_sessions order by id')).length,
  members: (
    await readRows(app.database, world.home.id, 'select user_id, role from memberships order by user_id')
  ).length,
  tokens: (await readRows(app.database, world.home.id, 'select id from service_tokens')).length,
  connectors: (await readRows(app.database, world.home.id, 'select id from connectors')).length,
});

describe('I4: taking over an installation from outside', () => {
  const attacker = { email: 'attacker@evil.example', name: 'Attacker', password: worldPassword };

  /** Six calls that, one after another, once led a stranger to an agent's host elsewhere; each must fail by itself. */
  const chain: [string, string, Record<string, unknown>][] = [
    [
      'sign up',
      'mutation ($input: SignUpInput!) { signUp(input: $input) }',
      { input: { ...attacker, organizationName: 'Evil' } },
    ],
    ['create an access token', 'mutation { createAccessToken { token } }', {}],
    [
      'create an organisation',
      'mutation ($name: String!) { createOrganization(name: $name) { id } }',
      { name: 'Evil' },
    ],
    [
      'invite oneself as owner',
      'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { url } }',
      { input: { role: 'OWNER', email: attacker.email } },
    ],
    [
      'bring along a connector',
      'mutation ($input: ConnectorInput!) { addConnector(input: $input) { id } }',
      { input: { name: 'Evil', url: 'ws://127.0.0.1:1', auth: 'TOKEN', secret: 'x' } },
    ],
    [
      'allow everything',
      'mutation ($input: ApprovalPolicyInput!) { createApprovalPolicy(input: $input) { id } }',
      { input: { name: 'All', effect: 'ALLOW' } },
    ],
  ];

  it.each(chain)('a stranger cannot %s', async (_what, document, variables) => {
    const before = await everything();
    for (const options of [{}, { organization: world.home.id }, { organization: world.home.slug }]) {
      const { code, data } = await app.gql(document, variables, options);
      expect(['UNAUTHENTICATED', 'FORBIDDEN']).toContain(code);
      expect(Object.values(data ?? {}).filter(Boolean)).toEqual([]);
    }
    expect(await everything()).toEqual(before);
  });

  it('the set-up link does not work a second time, in no spelling and under no key', async () => {
    const before = await everything();
    const token = new URL(link).searchParams.get('token')!;
    const input = { ...attacker, token, organizationName: 'Evil' };
    for (const changes of [
      {},
      { token: `${token} ` },
      { token: token.toUpperCase() },
      { email: 'owner@example.org' },
    ])
      for (const idempotencyKey of [undefined, randomUUID()])
        expect(
          (await app.gql(completeSetup, { input: { ...input, ...changes } }, { idempotencyKey })).code,
        ).toBe('SETUP_CLOSED');
    const racers = await Promise.all(Array.from({ length: 20 }, () => app.gql(completeSetup, { input })));
    expect(racers.map(({ code }) => code)).toEqual(Array.from({ length: 20 }, () => 'SETUP_CLOSED'));
    expect(await everything()).toEqual(before);
  });

  it('a link of one kind opens no other door', async () => {
    const before = await everything();
    const setupToken = new URL(link).searchParams.get('token')!;
    const invite = await world.owner.gql('mutation { inviteMember(input: { role: VIEWER }) { url } }');
    const inviteToken = invite.inviteMember.url.split('/').at(-1);
    const refusals = [
      await app.gql(
        'mutation ($input: AcceptInviteInput!) { acceptInvite(input: $input) { viewer { sessionId } } }',
        {
          input: { ...attacker, token: setupToken },
        },
      ),
      await app.gql('mutation ($token: String!) { verifyEmail(token: $token) { viewer { sessionId } } }', {
        token: inviteToken,
      }),
      await app.gql('{ viewer { user { id } } organization { id } }', {}, { bearer: inviteToken }),
      await app.gql(
        '{ organization { id } }',
        {},
        { cookie: `${world.owner.account.cookie.split('=')[0]}=${inviteToken}` },
      ),
    ];
    for (const { code } of refusals) expect(['LINK_INVALID', 'UNAUTHENTICATED']).toContain(code);
    expect(await everything()).toEqual(before);
    process.stderr.write(
      `I4: ${chain.length} steps of a take-over stopped at the first, set-up link replayed 28 times: 0 effects\n`,
    );
  });
});
