import { randomUUID } from 'node:crypto';
import type { Person } from '../testing/actor.js';
import { readRows, storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type TestOrganization, type World } from '../testing/world.js';

const create = `mutation ($input: CreateServiceTokenInput!) { createServiceToken(input: $input) {
  secret serviceToken { id name prefix scopes expiresAt lastUsedAt revokedAt createdBy { name } } } }`;
const revoke = 'mutation ($id: ID!) { revokeServiceToken(id: $id) { id revokedAt } }';
const list = `query ($first: Int, $after: String) { serviceTokens(first: $first, after: $after) {
  edges { node { id name prefix lastUsedAt } } pageInfo { hasNextPage endCursor } } }`;
const organization = '{ organization { name viewerRole viewerCan } }';

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

const minted = async (input: object, by: Person = admin) =>
  (await by.gql(create, { input: { name: 'CI', scopes: ['agents:read'], ...input } })).createServiceToken;

describe('a service token', () => {
  it('is minted once per key, shown once, and kept as a hash', async () => {
    const idempotencyKey = randomUUID();
    const input = {
      name: ' Nightly ',
      scopes: ['organization:read', 'agents:read', 'agents:read'],
      expiresInDays: 365,
    };
    const first = await admin.gql(create, { input }, { idempotencyKey });
    expect(await admin.gql(create, { input }, { idempotencyKey })).toEqual(first);
    const { secret, serviceToken } = first.createServiceToken;
    expect(serviceToken).toMatchObject({
      ...{ name: 'Nightly', scopes: ['organization:read', 'agents:read'], lastUsedAt: null, revokedAt: null },
      createdBy: { name: 'Ada Admin' },
    });
    expect(secret.startsWith(`${serviceToken.prefix}_`)).toBe(true);
    expect(serviceToken.prefix).toHaveLength(21);
    const dump = await readRows<{ text: string }>(
      app.database,
      world.home.id,
      'select t::text as text from service_tokens t union all select k::text from idempotency_keys k union all select p::text from event_payloads p',
    );
    expect(dump.filter(({ text }) => text.includes(secret.slice(22)))).toEqual([]);
    const created = await storedEvents(app.database, world.home.id, ['service_token.created']);
    expect(created.filter((event) => event.subject_id === serviceToken.id)).toHaveLength(1);
    const stored = Buffer.from(await hashInBase64(secret), 'base64').toString('hex');
    expect(dump.some(({ text }) => text.includes(stored))).toBe(true);
  });

  it('holds what was asked, what tokens may hold and what its maker holds: nothing more', async () => {
    const { serviceToken } = await minted({
      scopes: ['agents:read', 'approvals:decide', 'tokens:manage', '*', 'AGENTS:KILL'],
    });
    expect(serviceToken.scopes).toEqual(['agents:read']);
    for (const scopes of [
      [],
      ['approvals:decide'],
      ['*'],
      ['agents:*', '__proto__', ''],
      ['x'.repeat(500)],
    ]) {
      const refused = await admin.call(create, { input: { name: 'none', scopes } });
      expect(refused.errors![0]!.extensions).toMatchObject({
        code: 'INVALID_INPUT',
        fields: { scopes: expect.any(String) },
      });
      if (scopes[0]) expect(refused.errors![0]!.extensions.fields!.scopes).toContain(scopes[0].slice(0, 60));
    }
  });

  it('is bounded input', async () => {
    for (const wrong of [
      { name: '' },
      { name: 'x'.repeat(81) },
      { expiresInDays: 0 },
      { expiresInDays: 366 },
      { scopes: Array.from({ length: 101 }, (_, i) => `s${i}`) },
    ]) {
      const refused = await admin.call(create, { input: { name: 'CI', scopes: ['agents:read'], ...wrong } });
      expect(Object.keys(refused.errors![0]!.extensions.fields!)).toEqual(Object.keys(wrong));
    }
  });

  it('is minted by owners and admins of this organisation only', async () => {
    const input = { name: 'CI', scopes: ['agents:read'] };
    for (const role of ['OPERATOR', 'APPROVER', 'AUDITOR', 'VIEWER'] as const) {
      expect(await (await world.member(role)).refusal(create, { input })).toBe('FORBIDDEN');
    }
    expect(await world.anonymous.refusal(create, { input })).toBe('UNAUTHENTICATED');
    expect(await other.owner.refusal(create, { input }, { organization: 'home' })).toBe(
      'ORGANIZATION_REQUIRED',
    );
  });

  it('speaks for its organisation and no other', async () => {
    const { secret } = await minted({ scopes: ['organization:read'] });
    const as = (wanted?: string) => app.gql(organization, {}, { bearer: secret, organization: wanted });
    const here = { name: 'Home', viewerRole: null, viewerCan: ['organization:read'] };
    for (const wanted of [undefined, 'home', world.home.id])
      expect((await as(wanted)).data.organization).toEqual(here);
    for (const wanted of ['other', other.id, randomUUID(), "'; --"])
      expect((await as(wanted)).code).toBe('ORGANIZATION_REQUIRED');
  });

  it('shows its last use to the minute', async () => {
    const token = await world.serviceToken(['organization:read']);
    await token.gql(organization);
    const { serviceTokens } = await world.owner.gql(list);
    const row = serviceTokens.edges.find(({ node }: { node: { id: string } }) => node.id === token.tokenId);
    expect(Date.now() - Date.parse(row.node.lastUsedAt)).toBeLessThan(60_000);
  });

  it('shrinks and grows with the role of its maker', async () => {
    const maker = await world.member('ADMIN');
    const { secret } = await minted(
      { scopes: ['organization:read', 'connectors:manage', 'audit:read'] },
      maker,
    );
    const can = async () => (await app.gql(organization, {}, { bearer: secret })).data.organization.viewerCan;
    const become = (role: string) =>
      world.owner.gql(
        'mutation ($id: ID!, $role: Role!) { changeMemberRole(userId: $id, role: $role) { id } }',
        { id: maker.userId, role },
      );
    expect(await can()).toEqual(['organization:read', 'connectors:manage', 'audit:read']);
    await become('AUDITOR');
    expect(await can()).toEqual(['organization:read', 'audit:read']);
    await become('VIEWER');
    expect(await can()).toEqual(['organization:read']);
    await world.owner.gql('mutation ($id: ID!) { suspendMember(userId: $id) { id } }', { id: maker.userId });
    expect((await app.gql(organization, {}, { bearer: secret })).code).toBe('FORBIDDEN');
  });

  it('ends when it expires, by the clock of the database', async () => {
    const token = await world.serviceToken(['organization:read']);
    await readRows(
      app.database,
      world.home.id,
      `update service_tokens set expires_at = now() - interval '1 second' where id = $1`,
      [token.tokenId],
    );
    expect(await token.refusal(organization)).toBe('UNAUTHENTICATED');
  });
});

describe('revoking', () => {
  it('ends the token at once; twice changes nothing', async () => {
    const { secret, serviceToken } = await minted({ scopes: ['organization:read'] });
    const idempotencyKey = randomUUID();
    const first = await admin.gql(revoke, { id: serviceToken.id }, { idempotencyKey });
    expect(first.revokeServiceToken.revokedAt).toEqual(expect.any(String));
    expect(await admin.gql(revoke, { id: serviceToken.id }, { idempotencyKey })).toEqual(first);
    expect(await admin.gql(revoke, { id: serviceToken.id })).toEqual(first);
    expect((await app.gql(organization, {}, { bearer: secret })).code).toBe('UNAUTHENTICATED');
    const revoked = await storedEvents(app.database, world.home.id, ['service_token.revoked']);
    expect(revoked.filter((event) => event.subject_id === serviceToken.id)).toHaveLength(1);
  });

  it('is forbidden below admin and blind to foreign tokens', async () => {
    const { serviceToken } = await minted({});
    expect(await (await world.member('AUDITOR')).refusal(revoke, { id: serviceToken.id })).toBe('FORBIDDEN');
    const foreign = await other.owner.call(revoke, { id: serviceToken.id });
    for (const id of [randomUUID(), 'garbage']) {
      const missing = await other.owner.call(revoke, { id });
      expect([missing.code, missing.errors![0]!.message]).toEqual(['NOT_FOUND', foreign.errors![0]!.message]);
    }
  });
});

describe('the list', () => {
  it('is newest first, in pages, without secrets, for owners, admins and auditors', async () => {
    const ids = [];
    for (const name of ['one', 'two', 'three'])
      ids.unshift((await minted({ name }, other.owner)).serviceToken.id);
    const first = (await other.owner.gql(list, { first: 2 })).serviceTokens;
    const rest = (await other.owner.gql(list, { first: 2, after: first.pageInfo.endCursor })).serviceTokens;
    const shown = [...first.edges, ...rest.edges].map(({ node }: { node: { id: string } }) => node.id);
    expect(shown).toEqual(ids);
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(await (await world.member('OPERATOR')).refusal(list)).toBe('FORBIDDEN');
    expect((await (await world.member('AUDITOR')).call(list)).errors).toBeUndefined();
  });

  it('of grantable scopes is what the caller could pass on', async () => {
    const { grantableScopes } = await (await world.member('AUDITOR')).gql('{ grantableScopes }');
    expect(grantableScopes).toEqual(expect.arrayContaining(['audit:read', 'agents:read']));
    for (const scope of ['approvals:decide', 'tokens:manage', 'connectors:manage'])
      expect(grantableScopes).not.toContain(scope);
  });
});

describe('C2: a token with every scope there is', () => {
  const peopleOnly: [string, Record<string, unknown>][] = [
    [create, { input: { name: 'more', scopes: ['agents:read'] } }],
    [revoke, { id: randomUUID() }],
    ['mutation { inviteMember(input: { role: VIEWER }) { url } }', {}],
    ['mutation ($id: ID!) { revokeInvite(id: $id) { id } }', { id: randomUUID() }],
    ['{ invites { edges { node { id } } } }', {}],
    ['mutation ($id: ID!) { changeMemberRole(userId: $id, role: OWNER) { id } }', { id: randomUUID() }],
    ['mutation ($id: ID!) { suspendMember(userId: $id) { id } }', { id: randomUUID() }],
    ['mutation ($id: ID!) { resumeMember(userId: $id) { id } }', { id: randomUUID() }],
    ['mutation ($id: ID!) { removeMember(userId: $id) }', { id: randomUUID() }],
    ['mutation { renameOrganization(name: "x") { id } }', {}],
    ['mutation { createOrganization(name: "x") { id } }', {}],
    ['mutation { createAccessToken { token } }', {}],
    ['mutation { updateProfile(name: "x") { id } }', {}],
    ['mutation { changePassword(currentPassword: "xxxxxxxxxxxx", newPassword: "yyyyyyyyyyyy") }', {}],
    ['mutation ($id: ID!) { revokeSession(id: $id) }', { id: randomUUID() }],
    ['mutation { revokeOtherSessions }', {}],
    ['{ loginSessions { id } }', {}],
    ['mutation { acceptInvite(input: { token: "x" }) { viewer { sessionId } } }', {}],
  ];

  it.each(peopleOnly)('is refused %s', async (document, variables) => {
    const { grantableScopes } = await world.owner.gql('{ grantableScopes }');
    const token = await world.serviceToken([
      ...grantableScopes,
      'approvals:decide',
      'tokens:manage',
      'members:manage',
      'policies:manage',
    ]);
    expect(await token.refusal(document, variables)).toBe('FORBIDDEN');
  });
});

async function hashInBase64(secret: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(secret))).toString('base64');
}
