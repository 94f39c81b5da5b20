import { randomUUID } from 'node:crypto';
import type { Person } from '../testing/actor.js';
import type { Loose } from '../testing/graphql-caller.js';
import { storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import type { TestMachine } from '../testing/test-machine.js';
import { createWorld, type TestOrganization, type World } from '../testing/world.js';

const list = `query ($first: Int, $after: String) { runtimeHosts(first: $first, after: $after) {
  edges { node { name state } } pageInfo { hasNextPage endCursor } } }`;
const rename = 'mutation ($id: ID!, $name: String!) { renameRuntimeHost(id: $id, name: $name) { id name } }';
const revoke = 'mutation ($id: ID!) { revokeRuntimeHost(id: $id) { id state revokedAt } }';

let app: TestApp;
let world: World;
let other: TestOrganization;
let operator: Person;
let host: TestMachine;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  other = await world.organization('Other');
  operator = await world.member('OPERATOR', 'Oskar Operator');
});
afterAll(() => app.stop());
beforeEach(async () => {
  host = await world.host();
});

const told = async (id: string) =>
  (await storedEvents(app.database, world.home.id)).filter(({ subject_id }) => subject_id === id);

describe('hosts', () => {
  it('are listed by name, in pages, to every role', async () => {
    for (const name of ['beta', 'Alpha', 'gamma']) {
      const { hostId } = await other.host(name);
      expect(hostId).not.toBeNull();
    }
    const viewer = await other.member('VIEWER');
    const first = (await viewer.gql(list, { first: 2 })).runtimeHosts;
    const rest = (await viewer.gql(list, { first: 2, after: first.pageInfo.endCursor })).runtimeHosts;
    expect([...first.edges, ...rest.edges].map(({ node }: Loose) => node.name)).toEqual([
      'Alpha',
      'beta',
      'gamma',
    ]);
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    for (const after of ['x', Buffer.from('["a"]').toString('base64url')])
      expect(await viewer.refusal(list, { after })).toBe('INVALID_INPUT');
  });

  it('are renamed', async () => {
    const idempotencyKey = randomUUID();
    const variables = { id: host.hostId, name: '  Build box ' };
    const first = await operator.gql(rename, variables, { idempotencyKey });
    expect(first.renameRuntimeHost.name).toBe('Build box');
    expect(await operator.gql(rename, variables, { idempotencyKey })).toEqual(first);
    await operator.gql(rename, variables);
    for (const name of ['', 'x'.repeat(81), 'a\u202eb'])
      expect(await operator.refusal(rename, { id: host.hostId, name })).toBe('INVALID_INPUT');
    const renamed = (await told(host.hostId!)).filter(({ type }) => type === 'host.renamed');
    expect(renamed).toMatchObject([
      { payload: { before: { name: host.hostname }, after: { name: 'Build box' } } },
    ]);
  });

  it('are revoked, once, and stay in the list', async () => {
    const first = (await operator.gql(revoke, { id: host.hostId })).revokeRuntimeHost;
    expect(first).toMatchObject({ state: 'REVOKED', revokedAt: expect.any(String) });
    expect((await operator.gql(revoke, { id: host.hostId })).revokeRuntimeHost).toEqual(first);
    expect((await told(host.hostId!)).filter(({ type }) => type === 'host.revoked')).toHaveLength(1);
    expect((await host.report()).code).toBe('UNAUTHENTICATED');
  });
});
