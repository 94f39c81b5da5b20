import type { Actor, Person } from '../../testing/actor.js';
import type { Subscription } from '../../testing/graphql-socket.js';
import { readRows } from '../../testing/stored-events.js';
import { createTestApp, type TestApp } from '../../testing/test-app.js';
import { createWorld, type World } from '../../testing/world.js';

const rounds = 50;
const activity = 'subscription { activity { ... on ActivityEvent { seq } ... on GapNotice { seq } } }';
const changeRole = 'mutation ($id: ID!, $role: Role!) { changeMemberRole(userId: $id, role: $role) { id } }';
const suspend = 'mutation ($id: ID!) { suspendMember(userId: $id) { id } }';
const resume = 'mutation ($id: ID!) { resumeMember(userId: $id) { id } }';
const remove = 'mutation ($id: ID!) { removeMember(userId: $id) }';

let app: TestApp;
let world: World;
let people: Person[];
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  people = await inTurn(rounds, () => world.member('OPERATOR'));
}, 180_000);
afterAll(() => app.stop());

/** One after the other: what is measured is the closing, not how much the machine bears at once. */
async function inTurn<T>(count: number, step: (i: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let i = 0; i < count; i++) results.push(await step(i));
  return results;
}

/** A subscriber that notes when it last heard something. */
async function listen(actor: Actor) {
  const subscription: Subscription = actor.subscribe(activity);
  const heard = { lastAt: 0, frames: 0 };
  const reading = (async () => {
    for await (const _frame of subscription) {
      heard.frames++;
      heard.lastAt = performance.now();
    }
  })().catch(() => undefined);
  await subscription.socket.opened;
  return { subscription, heard, reading };
}

interface Measured {
  closedAfterMs: number;
  /** How long after the commit frames still came; 0 when none did. */
  heardAfterMs: number;
  code: number;
}

/** Subscribes, takes the right away, and waits for the server to close the socket. */
async function closing(actor: Actor, revoke: () => Promise<unknown>): Promise<Measured> {
  const { subscription, heard, reading } = await listen(actor);
  await revoke();
  const committed = performance.now();
  const { code } = await subscription.socket.closed;
  const closedAfterMs = performance.now() - committed;
  await reading;
  return { closedAfterMs, heardAfterMs: Math.max(0, heard.lastAt - committed), code };
}

function judge(kind: string, measured: Measured[], code: number): void {
  const sorted = measured.map(({ closedAfterMs }) => closedAfterMs).sort((a, b) => a - b);
  const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1]!;
  const lastFrame = Math.max(...measured.map(({ heardAfterMs }) => heardAfterMs));
  process.stdout.write(
    `B3 ${kind}: ${measured.length} sockets, closed p50 ${sorted[sorted.length >> 1]!.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, last frame ${lastFrame.toFixed(0)} ms after commit\n`,
  );
  expect(new Set(measured.map((one) => one.code))).toEqual(new Set([code]));
  expect(p99).toBeLessThanOrEqual(2000);
  expect(lastFrame).toBeLessThanOrEqual(5000);
}

describe('B3: a subscriber who loses the right', () => {
  it('by a changed role is cut off, and gets the new rights on reconnecting', async () => {
    const measured = await inTurn(rounds, (i) =>
      closing(people[i]!, () => world.owner.gql(changeRole, { id: people[i]!.userId, role: 'VIEWER' })),
    );
    judge('role', measured, 4403);
    // From a position in the past: a subscription to what is new might begin just after the event.
    const again = people[0]!.subscribe(
      'subscription { activity(after: 1) { ... on ActivityEvent { seq } ... on GapNotice { seq } } }',
    );
    await again.socket.opened;
    expect((await again.next()).activity.seq).toBeGreaterThan(1);
    again.stop();
  }, 180_000);

  it('by suspension is cut off, and stays out until resumed', async () => {
    const measured = await inTurn(rounds, (i) =>
      closing(people[i]!, () => world.owner.gql(suspend, { id: people[i]!.userId })),
    );
    // The only membership is gone, and with it everything the session was good for.
    judge('suspension', measured, 4401);
    expect((await people[0]!.socket().closed).code).toBe(4403);
    for (const person of people) await world.owner.gql(resume, { id: person.userId });
    const again = people[0]!.socket();
    await again.opened;
    again.close();
  }, 180_000);

  it('by logging out is cut off', async () => {
    const measured = await inTurn(rounds, (i) =>
      closing(people[i]!, () => people[i]!.gql('mutation { logout }')),
    );
    judge('logout', measured, 4401);
    expect((await people[0]!.socket().closed).code).toBe(4401);
  }, 180_000);

  it('by removal is cut off', async () => {
    await readRows(app.database, null, 'delete from rate_limits');
    const measured = await inTurn(rounds, async (i) => {
      if (i % 25 === 24) await readRows(app.database, null, 'delete from rate_limits');
      const person = await world.login(people[i]!);
      return closing(person, () => world.owner.gql(remove, { id: person.userId }));
    });
    judge('removal', measured, 4401);
  }, 180_000);

  it('by a revoked token is cut off', async () => {
    const measured = await inTurn(rounds, async () => {
      const token = await world.serviceToken(['activity:read']);
      return closing(token, () =>
        world.owner.gql('mutation ($id: ID!) { revokeServiceToken(id: $id) { id } }', { id: token.tokenId }),
      );
    });
    judge('token', measured, 4401);
  }, 180_000);

  it('because whoever minted the token lost it is cut off', async () => {
    const maker = await world.member('ADMIN');
    const create =
      'mutation { createServiceToken(input: { name: "t", scopes: ["activity:read"] }) { secret serviceToken { id } } }';
    const { createServiceToken } = await maker.gql(create);
    const token = world.automation(
      createServiceToken.serviceToken.id,
      createServiceToken.secret,
      world.home.id,
    );
    const measured = await inTurn(rounds, async () => {
      const one = await closing(token, () => world.owner.gql(suspend, { id: maker.userId }));
      await world.owner.gql(resume, { id: maker.userId });
      return one;
    });
    judge('maker', measured, 4403);
  }, 180_000);
});
