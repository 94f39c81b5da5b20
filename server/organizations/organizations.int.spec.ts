import { randomUUID } from 'node:crypto';
import { storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type TestOrganization, type World } from '../testing/world.js';

const create = 'mutation ($name: String!) { createOrganization(name: $name) { id name slug viewerRole } }';
const rename = 'mutation ($name: String!) { renameOrganization(name: $name) { id name slug } }';
const organization = '{ organization { id name slug viewerRole viewerCan } }';

let app: TestApp;
let world: World;
let other: TestOrganization;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  other = await world.organization('Other');
});
afterAll(() => app.stop());

describe('another organisation', () => {
  it('is founded once per key by anybody signed in, who owns it', async () => {
    const founder = await world.member('VIEWER');
    const idempotencyKey = randomUUID();
    const first = await founder.gql(create, { name: ' New Venture ' }, { idempotencyKey });
    expect(await founder.gql(create, { name: ' New Venture ' }, { idempotencyKey })).toEqual(first);
    const { id, ...shown } = first.createOrganization;
    expect(shown).toEqual({ name: 'New Venture', slug: 'new-venture', viewerRole: 'OWNER' });
    const events = await storedEvents(app.database, id);
    expect(events.map(({ type, actor_id }) => [type, actor_id])).toEqual([
      ['organization.created', founder.userId],
    ]);
    const { viewer } = await founder.gql('{ viewer { organizations { name viewerRole } } }');
    expect(viewer.organizations).toEqual([
      { name: 'Home', viewerRole: 'VIEWER' },
      { name: 'New Venture', viewerRole: 'OWNER' },
    ]);
  });

  it('with a name that is taken gets a short name of its own', async () => {
    const founder = await world.member('VIEWER');
    const slugs = [];
    for (let i = 0; i < 3; i++)
      slugs.push((await founder.gql(create, { name: 'Same' })).createOrganization.slug);
    expect(slugs[0]).toBe('same');
    expect(new Set(slugs).size).toBe(3);
    for (const slug of slugs) expect(slug).toMatch(/^same(-[a-z0-9]{1,4})?$/);
  });

  it('is refused to the anonymous, without a name, and beyond twenty', async () => {
    expect(await world.anonymous.refusal(create, { name: 'X' })).toBe('UNAUTHENTICATED');
    for (const name of ['', ' ', 'x'.repeat(81), 'a\u0000b', 'a\u202eb']) {
      expect(await world.owner.refusal(create, { name })).toBe('INVALID_INPUT');
    }
    const collector = await world.member('VIEWER');
    for (let i = 0; i < 19; i++) await collector.gql(create, { name: `Shelf ${i}` });
    expect(await collector.refusal(create, { name: 'One too many' })).toBe('CONFLICT');
  });
});

describe('the organisation of a request', () => {
  it('is named by id or short name, or is the only one', async () => {
    const person = await other.member('APPROVER');
    for (const wanted of [undefined, other.id, 'other']) {
      const { organization: shown } = await person.gql(organization, {}, { organization: wanted });
      expect(shown).toMatchObject({ id: other.id, viewerRole: 'APPROVER' });
      expect(shown.viewerCan).toContain('approvals:decide');
      expect(shown.viewerCan).not.toContain('audit:read');
    }
  });

  it('is never one the caller does not belong to: a foreign one is like a missing one', async () => {
    const answers = await Promise.all(
      [world.home.id, 'home', randomUUID(), 'no-such', "' or true --"].map((wanted) =>
        other.owner.call(organization, {}, { organization: wanted }),
      ),
    );
    for (const { code, errors } of answers) {
      expect([code, errors![0]!.message]).toEqual(['ORGANIZATION_REQUIRED', answers[2]!.errors![0]!.message]);
    }
  });
});

describe('renaming', () => {
  it('changes the name once per key, keeps the short name, and is the owner’s', async () => {
    const idempotencyKey = randomUUID();
    const first = await world.owner.gql(rename, { name: 'Homestead' }, { idempotencyKey });
    expect(first.renameOrganization).toEqual({ id: world.home.id, name: 'Homestead', slug: 'home' });
    expect(await world.owner.gql(rename, { name: 'Homestead' }, { idempotencyKey })).toEqual(first);
    const events = await storedEvents(app.database, world.home.id, ['organization.renamed']);
    expect(events.map(({ payload }) => payload)).toEqual([
      { before: { name: 'Home' }, after: { name: 'Homestead' } },
    ]);
    expect(await (await world.member('ADMIN')).refusal(rename, { name: 'Mine' })).toBe('FORBIDDEN');
    expect(await other.owner.refusal(rename, { name: 'Mine' }, { organization: 'home' })).toBe(
      'ORGANIZATION_REQUIRED',
    );
    expect(await world.anonymous.refusal(rename, { name: 'Mine' })).toBe('UNAUTHENTICATED');
    expect(await world.owner.refusal(rename, { name: '' })).toBe('INVALID_INPUT');
    expect((await other.owner.gql(organization)).organization.name).toBe('Other');
  });
});
