import { randomUUID } from 'node:crypto';
import type { Person } from '../testing/actor.js';
import { readRows, storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, worldPassword, type TestOrganization, type World } from '../testing/world.js';

const invite = `mutation ($input: InviteMemberInput!) {
  inviteMember(input: $input) { url invite { id email role expiresAt usedAt createdBy { name } } } }`;
const revoke = 'mutation ($id: ID!) { revokeInvite(id: $id) { id revokedAt } }';
const accept = `mutation ($input: AcceptInviteInput!) {
  acceptInvite(input: $input) { viewer { sessionId user { id email } organizations { id viewerRole } } } }`;
const preview = 'query ($token: String!) { invitePreview(token: $token) { organizationName email role } }';
const newcomer = { name: 'New Comer', password: worldPassword };

let app: TestApp;
let world: World;
let other: TestOrganization;
let admin: Person;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  other = await world.organization('Other');
  admin = await world.member('ADMIN', 'Ada Admin');
});
afterAll(() => app.stop());

async function invited(input: object, by: Person = admin): Promise<{ id: string; token: string }> {
  const { inviteMember } = await by.gql(invite, { input });
  return { id: inviteMember.invite.id, token: inviteMember.url.split('/').at(-1) };
}

describe('inviting', () => {
  it('gives a link once per key, which is not kept anywhere', async () => {
    const idempotencyKey = randomUUID();
    const input = { email: ' Guest@Example.org ', role: 'APPROVER', expiresInHours: 1 };
    const first = await admin.gql(invite, { input }, { idempotencyKey });
    expect(await admin.gql(invite, { input }, { idempotencyKey })).toEqual(first);
    expect(first.inviteMember).toMatchObject({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/invite\/cb_invite_/),
      invite: {
        email: 'guest@example.org',
        role: 'APPROVER',
        usedAt: null,
        createdBy: { name: 'Ada Admin' },
      },
    });
    const token = first.inviteMember.url.split('/').at(-1);
    const dump = await readRows<{ text: string }>(
      app.database,
      world.home.id,
      'select i::text as text from invites i union all select k::text from idempotency_keys k union all select p::text from event_payloads p',
    );
    expect(dump.filter(({ text }) => text.includes(token.slice(0, 30)))).toEqual([]);
    expect(app.log.join('')).not.toContain(token);
  });

  it('is bounded by the own role, by permission and by sense', async () => {
    expect(await admin.refusal(invite, { input: { role: 'OWNER' } })).toBe('FORBIDDEN');
    for (const role of ['OPERATOR', 'APPROVER', 'AUDITOR', 'VIEWER'] as const) {
      expect(await (await world.member(role)).refusal(invite, { input: { role: 'VIEWER' } })).toBe(
        'FORBIDDEN',
      );
    }
    expect(await world.anonymous.refusal(invite, { input: { role: 'VIEWER' } })).toBe('UNAUTHENTICATED');
    expect(await other.owner.refusal(invite, { input: { role: 'VIEWER' } }, { organization: 'home' })).toBe(
      'ORGANIZATION_REQUIRED',
    );
    for (const wrong of [
      { email: 'no address' },
      { expiresInHours: 0 },
      { expiresInHours: 721 },
      { role: 'KING' },
    ]) {
      expect(await admin.refusal(invite, { input: { role: 'VIEWER', ...wrong } })).toBe('INVALID_INPUT');
    }
  });
});

describe('an invite link', () => {
  it('shows what it leads to, and nothing once it leads nowhere', async () => {
    const { id, token } = await invited({ email: 'guest2@example.org', role: 'VIEWER' });
    expect((await world.anonymous.gql(preview, { token })).invitePreview).toEqual({
      ...{ organizationName: 'Home', email: 'guest2@example.org', role: 'VIEWER' },
    });
    await admin.gql(revoke, { id });
    const gone = await world.anonymous.call(preview, { token });
    const unknown = await world.anonymous.call(preview, { token: 'garbage' });
    expect([gone.code, unknown.code]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect(gone.errors![0]!.message).toBe(unknown.errors![0]!.message);
    const input = { ...newcomer, token, email: 'guest2@example.org' };
    expect(await world.anonymous.refusal(accept, { input })).toBe('LINK_INVALID');
  });

  it('makes an account for somebody new: once, also on retry', async () => {
    const { token } = await invited({ role: 'OPERATOR' });
    const idempotencyKey = randomUUID();
    const input = { ...newcomer, token, email: 'fresh@example.org' };
    const first = await app.gql(accept, { input }, { idempotencyKey });
    const again = await app.gql(accept, { input }, { idempotencyKey });
    expect(first.data.acceptInvite.viewer).toMatchObject({
      user: { email: 'fresh@example.org' },
      organizations: [{ id: world.home.id, viewerRole: 'OPERATOR' }],
    });
    expect([again.data, again.cookie]).toEqual([first.data, first.cookie]);
    expect(await world.anonymous.refusal(accept, { input: { ...input, email: 'late@example.org' } })).toBe(
      'LINK_INVALID',
    );
    const userId = first.data.acceptInvite.viewer.user.id;
    const joined = await storedEvents(app.database, world.home.id, ['member.joined']);
    expect(joined.filter((event) => event.subject_id === userId)).toHaveLength(1);
  });

  it('lets one of many in who use it at the same moment', async () => {
    const { token } = await invited({ role: 'VIEWER' });
    const attempts = await Promise.all(
      [1, 2, 3, 4, 5].map((n) =>
        app.gql(accept, { input: { ...newcomer, token, email: `rush${n}@example.org` } }),
      ),
    );
    expect(attempts.filter(({ errors }) => errors === undefined)).toHaveLength(1);
    expect(attempts.filter(({ code }) => code === 'LINK_INVALID')).toHaveLength(4);
  });

  it('takes somebody signed in, once', async () => {
    const { token } = await invited({ role: 'AUDITOR' });
    const idempotencyKey = randomUUID();
    const first = await other.owner.gql(accept, { input: { token } }, { idempotencyKey });
    expect(first.acceptInvite.viewer.organizations).toContainEqual({
      id: world.home.id,
      viewerRole: 'AUDITOR',
    });
    expect(await other.owner.gql(accept, { input: { token } }, { idempotencyKey })).toEqual(first);
    expect(await other.owner.refusal(accept, { input: { token } })).toBe('LINK_INVALID');
    const second = await invited({ role: 'ADMIN' });
    expect(await other.owner.refusal(accept, { input: { token: second.token } })).toBe('CONFLICT');
    expect((await world.anonymous.call(preview, { token: second.token })).code).toBeUndefined();
  });

  it('signs in to the account of an address that has one, with its password only', async () => {
    const person = await world.member('VIEWER');
    await person.gql('mutation ($id: ID!) { removeMember(userId: $id) }', { id: person.userId });
    const { token } = await invited({ role: 'VIEWER' });
    const { email } = person.account;
    const wrong = { token, email, password: 'a wrong password', name: 'Impostor' };
    expect(await world.anonymous.refusal(accept, { input: wrong })).toBe('UNAUTHENTICATED');
    const right = await world.anonymous.call(accept, { input: { token, email, password: worldPassword } });
    expect(right.data.acceptInvite.viewer.user).toEqual({ id: person.userId, email });
    expect(right.cookie).toMatch(/^__Host-clawbutler=cb_session_/);
  });

  it('tells nothing about accounts to who holds no link', async () => {
    const input = { ...newcomer, token: 'garbage', email: world.owner.account.email };
    for (const idempotencyKey of [undefined, randomUUID()]) {
      expect((await app.gql(accept, { input }, { idempotencyKey })).code).toBe('LINK_INVALID');
    }
  });

  it('bound to an address admits that address only', async () => {
    const { token } = await invited({ email: 'only@example.org', role: 'VIEWER' });
    expect(
      await world.anonymous.refusal(accept, { input: { ...newcomer, token, email: 'x@example.org' } }),
    ).toBe('FORBIDDEN');
    const person = world.as((await world.organization('Elsewhere')).owner, null);
    expect(await person.refusal(accept, { input: { token } })).toBe('FORBIDDEN');
    const right = await world.anonymous.call(accept, {
      input: { ...newcomer, token, email: 'ONLY@example.org' },
    });
    expect(right.errors).toBeUndefined();
  });

  it('needs whole input from somebody new', async () => {
    const { token } = await invited({ role: 'VIEWER' });
    const whole = { ...newcomer, token, email: 'whole@example.org' };
    for (const [field, value] of [
      ['email', undefined],
      ['email', 'no address'],
      ['name', undefined],
      ['name', 'a\nb'],
      ['password', undefined],
      ['password', 'elevenchars'],
    ] as const) {
      const answer = await world.anonymous.call(accept, { input: { ...whole, [field]: value } });
      expect(answer.code).toBe('INVALID_INPUT');
      expect(Object.keys(answer.errors![0]!.extensions.fields!)).toEqual([field]);
    }
    expect((await world.anonymous.call(preview, { token })).code).toBeUndefined();
  });

  it('ends with the rights of who made it', async () => {
    const inviter = await world.member('ADMIN');
    const { token } = await invited({ role: 'ADMIN' }, inviter);
    await world.owner.gql('mutation ($id: ID!) { changeMemberRole(userId: $id, role: VIEWER) { id } }', {
      id: inviter.userId,
    });
    expect((await world.anonymous.call(preview, { token })).code).toBe('NOT_FOUND');
    expect(
      await world.anonymous.refusal(accept, { input: { ...newcomer, token, email: 'z@example.org' } }),
    ).toBe('LINK_INVALID');
  });

  it('is not for service tokens', async () => {
    const { token } = await invited({ role: 'VIEWER' });
    const automation = await world.serviceToken(['members:read']);
    expect(
      await automation.refusal(accept, { input: { ...newcomer, token, email: 'bot@example.org' } }),
    ).toBe('FORBIDDEN');
  });

  it('expires by the clock of the database', async () => {
    const { id, token } = await invited({ role: 'VIEWER' });
    await readRows(
      app.database,
      world.home.id,
      `update invites set expires_at = now() - interval '1 second' where id = $1`,
      [id],
    );
    expect(
      await world.anonymous.refusal(accept, { input: { ...newcomer, token, email: 'slow@example.org' } }),
    ).toBe('LINK_INVALID');
  });
});

describe('revoking an invite', () => {
  it('works once and says so twice; foreign and used ones are refused', async () => {
    const { id } = await invited({ role: 'VIEWER' });
    const idempotencyKey = randomUUID();
    const first = await admin.gql(revoke, { id }, { idempotencyKey });
    expect(first.revokeInvite.revokedAt).toEqual(expect.any(String));
    expect(await admin.gql(revoke, { id }, { idempotencyKey })).toEqual(first);
    expect(await admin.gql(revoke, { id })).toEqual(first);
    expect(await storedEvents(app.database, world.home.id, ['invite.revoked'])).toEqual(
      expect.arrayContaining([expect.objectContaining({ subject_id: id, actor_id: admin.userId })]),
    );
    expect(await other.owner.refusal(revoke, { id })).toBe('NOT_FOUND');
    expect(await admin.refusal(revoke, { id: randomUUID() })).toBe('NOT_FOUND');
    expect(await admin.refusal(revoke, { id: 'garbage' })).toBe('NOT_FOUND');
    expect(await (await world.member('OPERATOR')).refusal(revoke, { id })).toBe('FORBIDDEN');
    const used = await invited({ role: 'VIEWER' });
    await world.anonymous.gql(accept, {
      input: { ...newcomer, token: used.token, email: 'used@example.org' },
    });
    expect(await admin.refusal(revoke, { id: used.id })).toBe('CONFLICT');
  });
});

describe('the list of invites', () => {
  it('is newest first, in pages, of this organisation, for who may invite', async () => {
    const ids = [
      await invited({ role: 'VIEWER' }, other.owner),
      await invited({ role: 'VIEWER' }, other.owner),
    ];
    const list =
      'query ($after: String) { invites(first: 1, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }';
    const first = (await other.owner.gql(list)).invites;
    const second = (await other.owner.gql(list, { after: first.pageInfo.endCursor })).invites;
    expect([first.edges[0].node.id, second.edges[0].node.id]).toEqual([ids[1]!.id, ids[0]!.id]);
    expect(await other.owner.refusal(list, { after: Buffer.from('["garbage"]').toString('base64url') })).toBe(
      'INVALID_INPUT',
    );
    expect(await (await world.member('AUDITOR')).refusal(list)).toBe('FORBIDDEN');
  });
});
