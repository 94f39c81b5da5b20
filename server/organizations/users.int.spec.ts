import { randomUUID } from 'node:crypto';
import { systemCtx } from '../platform/auth/ctx.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type TestOrganization, type World } from '../testing/world.js';
import { UsersService } from './users.service.js';

let app: TestApp;
let world: World;
let other: TestOrganization;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  other = await world.organization('Other');
});
afterAll(() => app.stop());

const knownTo = async (organizationId: string, ids: string[]) => [
  ...(
    await app.app.get(UsersService, { strict: false }).byIds(systemCtx(organizationId, randomUUID()), ids)
  ).keys(),
];

describe('people, as an organisation knows them', () => {
  it('are its members and those who were', async () => {
    const [stays, leaves] = [await world.member('VIEWER'), await world.member('VIEWER')];
    await leaves.gql('mutation ($id: ID!) { removeMember(userId: $id) }', { id: leaves.userId });
    const ids = [stays.userId, leaves.userId, other.owner.userId, randomUUID()];
    expect((await knownTo(world.home.id, ids)).sort()).toEqual([stays.userId, leaves.userId].sort());
    expect(await knownTo(other.id, [stays.userId, leaves.userId])).toEqual([]);
  });

  it('are nobody without an organisation, or for no ids', async () => {
    expect(await knownTo(world.home.id, [])).toEqual([]);
    expect(await knownTo(randomUUID(), [world.owner.userId])).toEqual([]);
  });
});
