import type { Person } from '../../server/testing/actor.js';
import { eventually } from '../../server/testing/eventually.js';
import type { Role } from '../../server/platform/auth/ctx.js';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { createWorld, type World } from '../../server/testing/world.js';
import { ApprovalDesk, type Asked } from './approval-desk.js';
import { Seeded } from './seeded.js';

const seed = Number(process.env.CLAWBUTLER_TEST_SEED ?? 20_261_126);
const clients = 64;
const wantedRounds = 2000;
const singlesForMs = 25_000;
const batchesForMs = 50_000;
const batchSize = 50;

const decideMany = `mutation ($inputs: [DecideApprovalInput!]!) { decideApprovals(inputs: $inputs) {
  __typename ... on Approval { id } } }`;

let app: TestApp;
let world: World;
let desk: ApprovalDesk;
let people: Person[];
const random = new Seeded(seed);

beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  desk = await ApprovalDesk.open(app, world.owner);
  const roles: Role[] = ['OWNER', 'ADMIN', 'OPERATOR', 'APPROVER'];
  const members = await Promise.all(roles.map((role) => world.member(role)));
  people = Array.from({ length: clients }, (_, n) => members[n % members.length]!);
});
afterAll(async () => {
  await desk.close();
  await app.stop();
});

const anyDecision = () => random.pick(['ALLOW_ONCE', 'ALLOW_ALWAYS', 'DENY'] as const);

function shuffled<T>(items: readonly T[]): T[] {
  const rest = [...items];
  return Array.from({ length: items.length }, () => rest.splice(random.below(rest.length), 1)[0]!);
}

/** Everyone decides the same one at once. @returns how many won. */
async function singleRound(asked: Asked): Promise<number> {
  const results = await Promise.all(people.map((person) => desk.decide(person, asked, anyDecision())));
  expect(results.filter((name) => name !== 'Approval' && name !== 'ApprovalAlreadyDecided')).toEqual([]);
  return results.filter((name) => name === 'Approval').length;
}

/** Everyone decides the same ones at once, each in an order of their own. @returns how many won which. */
async function batchRound(asked: readonly Asked[]): Promise<Map<string, number>> {
  const wins = new Map(asked.map(({ id }) => [id, 0]));
  const results = await Promise.all(
    people.map((person) => {
      const inputs = shuffled(asked).map(({ id, digest }) => ({ id, digest, decision: anyDecision() }));
      return person.gql(decideMany, { inputs });
    }),
  );
  for (const { decideApprovals } of results)
    for (const { __typename, id } of decideApprovals)
      if (__typename === 'Approval') wins.set(id, wins.get(id)! + 1);
  return wins;
}

describe('D5: 64 clients decide the same approval at once', () => {
  let rounds = 0;

  it('one by one: exactly one wins', async () => {
    for (const end = Date.now() + singlesForMs; Date.now() < end && rounds < wantedRounds; rounds++) {
      const [asked] = await desk.ask(1);
      expect(await singleRound(asked!)).toBe(1);
    }
  });

  it('in overlapping batches of any order: exactly one wins each, and nobody waits for ever', async () => {
    for (
      const end = Date.now() + batchesForMs;
      Date.now() < end && rounds < wantedRounds;
      rounds += batchSize
    ) {
      const asked = await desk.ask(batchSize);
      const wins = await batchRound(asked);
      expect([...wins].filter(([, won]) => won !== 1)).toEqual([]);
    }
  });

  it('left one decision, one audit row and one delivery each', async () => {
    const [wrong] = await eventually(async () => {
      const rows = await desk.query<{
        id: string;
        state: string;
        delivery: string;
        decided: number;
        delivered: number;
      }>(
        `select a.id, a.state, a.delivery, count(*) filter (where e.type = 'approval.decided' and e.outcome = 'SUCCESS')::int as decided,
           count(*) filter (where e.type = 'approval.delivered')::int as delivered
         from approvals a left join domain_events e on e.org_id = a.org_id and e.subject_type = 'approval' and e.subject_id = a.id::text
         where a.org_id = $1 group by a.id, a.state, a.delivery`,
        [world.home.id],
      );
      const queued = rows.filter(({ delivery }) => delivery === 'QUEUED').length;
      if (rows.length !== rounds || queued > 0) return null;
      return [rows.filter((row) => row.decided !== 1 || row.delivered !== 1 || row.delivery !== 'DELIVERED')];
    }, 'all decisions to be delivered');
    expect(wrong).toEqual([]);
    expect([...desk.gateway.held.values()].filter(({ applied }) => applied !== 1)).toEqual([]);
    process.stderr.write(`D5: ${rounds} rounds of ${clients} clients, exactly 1 winner each, seed ${seed}\n`);
    expect(rounds).toBeGreaterThan(100);
  });
});
