import { randomUUID } from 'node:crypto';
import type { Person } from '../testing/actor.js';
import { storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type TestOrganization, type World } from '../testing/world.js';

const changeRole =
  'mutation ($id: ID!, $role: Role!) { changeMemberRole(userId: $id, role: $role) { id role user { name } } }';
const suspend = 'mutation ($id: ID!) { suspendMember(userId: $id) { id suspendedAt } }';
const resume = 'mutation ($id: ID!) { resumeMember(userId: $id) { id suspendedAt } }';
const remove = 'mutation ($id: ID!) { removeMember(userId: $id) }';
const members = `query ($first: Int, $after: String) { members(first: $first, after: $after) {
  edges { cursor node { id role suspendedAt lastSeenAt user { name email } } } pageInfo { hasNextPage endCursor } } }`;
const organization = '{ organization { name viewerRole } }';

let app: TestApp;
let world: World;
let other: TestOrganization;
let admin: Person;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  other = await world.organization('Other');
  admin = await world.member('ADMIN');
});
afterAll(() => app.stop());

const eventsAbout = async (type: string, person: Person) =>
  (await storedEvents(app.database, world.home.id, [type])).filter(
    (event) => event.subject_id === person.userId,
  );

/** Every mutation of a member, with arguments that would work for a colleague. */
const mutations: [string, string, Record<string, unknown>][] = [
  ['changeMemberRole', changeRole, { role: 'VIEWER' }],
  ['suspendMember', suspend, {}],
  ['resumeMember', resume, {}],
  ['removeMember', remove, {}],
];

describe.each(mutations)('%s', (name, document, more) => {
  it('is forbidden below admin, and leaves a trace of the attempt', async () => {
    const [operator, colleague] = [await world.member('OPERATOR'), await world.member('VIEWER')];
    expect(await operator.refusal(document, { ...more, id: colleague.userId })).toBe('FORBIDDEN');
    const attempts = await storedEvents(app.database, world.home.id, ['request.refused']);
    expect(attempts.at(-1)).toMatchObject({ subject_id: name, actor_id: operator.userId, code: 'FORBIDDEN' });
  });

  it('does not reach into another organisation: a foreign person is like a missing one', async () => {
    const foreign = await admin.call(document, { ...more, id: other.owner.userId });
    for (const id of [randomUUID(), 'garbage', '']) {
      const missing = await admin.call(document, { ...more, id });
      expect(missing.code).toBe('NOT_FOUND');
      expect(missing.errors![0]!.message).toBe(foreign.errors![0]!.message);
    }
    const outsider = await other.owner.call(
      document,
      { ...more, id: admin.userId },
      { organization: world.home.id },
    );
    expect(outsider.code).toBe('ORGANIZATION_REQUIRED');
  });

  it('is nothing for service tokens and the anonymous', async () => {
    const token = await world.serviceToken(['members:read', 'members:manage']);
    const colleague = await world.member('VIEWER');
    expect(await token.refusal(document, { ...more, id: colleague.userId })).toBe('FORBIDDEN');
    expect(await world.anonymous.refusal(document, { ...more, id: colleague.userId })).toBe(
      'UNAUTHENTICATED',
    );
  });

  it('does not touch the last owner, nor anybody above the caller', async () => {
    expect(await admin.refusal(document, { ...more, id: world.owner.userId })).toBe('FORBIDDEN');
    if (name !== 'resumeMember') {
      expect(await world.owner.refusal(document, { ...more, id: world.owner.userId })).toBe('CONFLICT');
    }
    expect((await world.owner.gql(organization)).organization.viewerRole).toBe('OWNER');
  });
});

describe('a role', () => {
  it('changes once per key, at once, and is never above the own', async () => {
    const person = await world.member('VIEWER');
    const idempotencyKey = randomUUID();
    const variables = { id: person.userId, role: 'OPERATOR' };
    for (const answer of [
      await admin.gql(changeRole, variables, { idempotencyKey }),
      await admin.gql(changeRole, variables, { idempotencyKey }),
    ]) {
      expect(answer.changeMemberRole).toMatchObject({ id: person.userId, role: 'OPERATOR' });
    }
    expect(await eventsAbout('member.role_changed', person)).toMatchObject([
      { actor_id: admin.userId, payload: { before: { role: 'VIEWER' }, after: { role: 'OPERATOR' } } },
    ]);
    expect((await person.gql(organization)).organization.viewerRole).toBe('OPERATOR');
    expect(await admin.refusal(changeRole, { id: person.userId, role: 'OWNER' })).toBe('FORBIDDEN');
    expect(await admin.refusal(changeRole, { id: person.userId, role: 'KING' })).toBe('INVALID_INPUT');
    const reused = await admin.call(changeRole, { ...variables, role: 'VIEWER' }, { idempotencyKey });
    expect(reused.code).toBe('CONFLICT');
  });
});

describe('suspension', () => {
  it('shuts out at once, and resuming lets in again; twice changes nothing', async () => {
    const person = await world.member('APPROVER');
    const first = await admin.gql(suspend, { id: person.userId });
    expect(first.suspendMember.suspendedAt).toEqual(expect.any(String));
    expect(await admin.gql(suspend, { id: person.userId })).toEqual(first);
    expect(await person.refusal(organization)).toBe('ORGANIZATION_REQUIRED');
    expect((await person.gql('{ viewer { organizations { id } } }')).viewer.organizations).toEqual([]);
    const twice = [
      await admin.gql(resume, { id: person.userId }),
      await admin.gql(resume, { id: person.userId }),
    ];
    for (const { resumeMember } of twice) expect(resumeMember.suspendedAt).toBeNull();
    expect((await person.gql(organization)).organization.viewerRole).toBe('APPROVER');
    expect(await eventsAbout('member.suspended', person)).toHaveLength(1);
    expect(await eventsAbout('member.resumed', person)).toHaveLength(1);
  });

  it('of oneself is refused', async () => {
    expect(await admin.refusal(suspend, { id: admin.userId })).toBe('CONFLICT');
  });
});

describe('removal', () => {
  it('ends access and is remembered; what the person did keeps their name', async () => {
    const person = await world.member('ADMIN', 'Gone Girl');
    const { createServiceToken } = await person.gql(
      'mutation ($input: CreateServiceTokenInput!) { createServiceToken(input: $input) { serviceToken { id } secret } }',
      { input: { name: 'of the gone', scopes: ['agents:read', 'organization:read'] } },
    );
    const idempotencyKey = randomUUID();
    expect(await world.owner.gql(remove, { id: person.userId }, { idempotencyKey })).toEqual({
      removeMember: true,
    });
    expect(await world.owner.gql(remove, { id: person.userId }, { idempotencyKey })).toEqual({
      removeMember: true,
    });
    expect(await world.owner.refusal(remove, { id: person.userId })).toBe('NOT_FOUND');
    expect(await person.refusal(organization)).toBe('ORGANIZATION_REQUIRED');
    const bearer = createServiceToken.secret;
    expect((await app.gql('{ organization { name } }', {}, { bearer })).code).toBe('FORBIDDEN');
    const { serviceTokens } = await world.owner.gql(
      '{ serviceTokens { edges { node { name createdBy { name } } } } }',
    );
    expect(serviceTokens.edges).toContainEqual({
      node: { name: 'of the gone', createdBy: { name: 'Gone Girl' } },
    });
  });

  it('is open to everybody for themselves', async () => {
    const person = await world.member('VIEWER');
    expect(await person.gql(remove, { id: person.userId })).toEqual({ removeMember: true });
    expect(await person.refusal(organization)).toBe('ORGANIZATION_REQUIRED');
  });
});

describe('two owners', () => {
  it('cannot remove one another at the same moment', async () => {
    const duo = await world.organization('Duo');
    const second = await duo.member('OWNER');
    const attempts = await Promise.all([
      duo.owner.call(changeRole, { id: second.userId, role: 'VIEWER' }),
      second.call(changeRole, { id: duo.owner.userId, role: 'VIEWER' }),
      duo.owner.call(remove, { id: second.userId }),
      second.call(remove, { id: duo.owner.userId }),
    ]);
    const survivors = (
      await Promise.all([duo.owner, second].map((owner) => owner.call(organization)))
    ).filter(({ data }) => data?.organization.viewerRole === 'OWNER');
    expect(survivors).toHaveLength(1);
    expect(attempts.filter(({ errors }) => errors === undefined).length).toBeGreaterThanOrEqual(1);
  });
});

describe('the list of members', () => {
  it('is by name, in pages, and shows nobody else', async () => {
    const crowd = await world.organization('Crowd');
    for (const name of ['Cleo', 'Anna', 'Berta', 'anna']) await crowd.member('VIEWER', name);
    const names: string[] = [];
    let after: string | null = null;
    do {
      const page: Page = (await crowd.owner.gql<{ members: Page }>(members, { first: 2, after })).members;
      expect(page.edges.length).toBeLessThanOrEqual(2);
      names.push(...page.edges.map(({ node }) => node.user.name));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(names).toHaveLength(5);
    expect([...names].sort()).toEqual(['Anna', 'Berta', 'Cleo', 'Crowd owner', 'anna']);
    expect(await crowd.owner.refusal(members, { after: 'forged' })).toBe('INVALID_INPUT');
    expect(await crowd.owner.refusal(members, { first: 201 })).toBe('INVALID_INPUT');
    expect(await crowd.owner.refusal(members, { first: 0 })).toBe('INVALID_INPUT');
  });
});

interface Page {
  edges: { node: { user: { name: string } } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
