import { PriceBook, type PriceOverrides } from './price-book.js';
import overrides from './price-overrides.json' with { type: 'json' };
import { UsagePricing } from '../sessions/usage-pricing.service.js';
import { eventually } from '../testing/eventually.js';
import type { Loose } from '../testing/graphql-caller.js';
import { addRuntimes, facts, usage, type SyncedRuntime } from '../testing/session-batches.js';
import { storedEvents } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type TestOrganization, type World } from '../testing/world.js';

const recompute = `mutation { recomputeSessionCosts { id priceVersion sessionCount doneCount changedCount askedBy { id }
  finishedAt } }`;
const progress = `{ costRecompute { id priceVersion sessionCount doneCount changedCount finishedAt } }`;
const sessions = `{ sessions(first: 100) { edges { node { id externalId cost { usdMicros unpricedTokens priceVersion }
  costRevisions { usdMicros unpricedTokens priceVersion by { id } } } } } }`;
const days = `{ costBreakdown(dimension: MODEL) { key cost { usdMicros unpricedTokens } } }`;

/** A price list that knows one model more, at prices of its own. */
const edition = (version: string, output: number): PriceOverrides => ({
  version,
  providers: [
    {
      id: 'test',
      name: 'Test',
      api_pattern: 'test',
      models: [
        { id: 'homegrown', match: { equals: 'homegrown' }, prices: { input_mtok: 1, output_mtok: output } },
      ],
    },
  ],
});

let app: TestApp;
let world: World;
let other: TestOrganization;
let runtime: SyncedRuntime;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  other = await world.organization('Other');
  [runtime] = (await addRuntimes(await world.home.host(), world.owner)) as [SyncedRuntime];
  const runs = Array.from({ length: 45 }, (_, n) => `s${n}`);
  await runtime.sync({
    sessions: runs.map((run) => facts(run)),
    usages: [
      ...runs.map((run) => usage(run, `call of ${run}`, { model: 'homegrown' })),
      usage('s0', 'opus', { model: 'claude-opus-5-5' }),
      // Held by two sessions, counted by one.
      ...['s1', 's2'].map((run) => usage(run, 'shared', { model: 'homegrown' })),
    ],
  });
});
afterAll(() => app.stop());

const pricesAre = (prices: PriceOverrides) =>
  app.app.get(UsagePricing, { strict: false }).register(new PriceBook(prices));
const all = async (): Promise<Map<string, Loose>> =>
  new Map((await world.owner.gql(sessions)).sessions.edges.map(({ node }: Loose) => [node.externalId, node]));
const finished = (id: string): Promise<Loose> =>
  eventually(async () => {
    const { costRecompute } = await world.owner.gql(progress);
    return costRecompute.id === id && costRecompute.finishedAt !== null && costRecompute;
  }, 'the recompute to finish');
const costs = async () =>
  [...(await all()).values()].map(({ externalId, cost }) => [externalId, cost]).sort();

it('prices everything again by the new list, keeps the former figures, and changes nothing a second time', async () => {
  expect((await world.owner.gql(progress)).costRecompute).toBeNull();
  const before = await all();
  expect(before.get('s3')!.cost).toMatchObject({ usdMicros: null, priceVersion: null });
  pricesAre(edition('test 1', 5));
  const { recomputeSessionCosts: asked } = await world.owner.gql(recompute);
  expect(asked).toMatchObject({
    sessionCount: 45,
    doneCount: 0,
    finishedAt: null,
    askedBy: { id: world.owner.userId },
  });
  expect(await finished(asked.id)).toMatchObject({ doneCount: 45, changedCount: 45 });
  const after = await all();
  const { cost, costRevisions } = after.get('s3')!;
  expect(cost).toMatchObject({ unpricedTokens: 0, priceVersion: expect.stringContaining('test 1') });
  expect(cost.usdMicros).toBeGreaterThan(0);
  expect(costRevisions).toEqual([
    {
      ...{ usdMicros: null, priceVersion: null, by: { id: world.owner.userId } },
      unpricedTokens: before.get('s3')!.cost.unpricedTokens,
    },
  ]);
  // The same calls, told to another organisation under the new list, cost the same.
  const [fresh] = await addRuntimes(await other.host(), other.owner);
  const runs = [...after.keys()];
  await fresh!.sync({
    sessions: runs.map((run) => facts(run)),
    usages: [
      ...runs.map((run) => usage(run, `call of ${run}`, { model: 'homegrown' })),
      usage('s0', 'opus', { model: 'claude-opus-5-5' }),
      ...['s1', 's2'].map((run) => usage(run, 'shared', { model: 'homegrown' })),
    ],
  });
  const freshCosts = (await other.owner.gql(sessions)).sessions.edges.map(({ node }: Loose) => [
    node.externalId,
    node.cost,
  ]);
  expect(await costs()).toEqual(freshCosts.sort());
  expect((await world.owner.gql(days)).costBreakdown).toEqual((await other.owner.gql(days)).costBreakdown);

  const again = (await world.owner.gql(recompute)).recomputeSessionCosts;
  expect(again.id).not.toBe(asked.id);
  expect(await finished(again.id)).toMatchObject({ sessionCount: 0, changedCount: 0 });
  expect(await costs()).toEqual(freshCosts.sort());
  expect((await all()).get('s3')!.costRevisions).toHaveLength(1);
  const told = (await storedEvents(app.database, world.home.id)).map(({ type }) => type);
  expect(told.filter((type) => type === 'cost.recomputed')).toHaveLength(2);
});

it('keeps each former figure of several lists, the newest first', async () => {
  const { cost: first } = (await all()).get('s5')!;
  pricesAre(edition('test 2', 50));
  const { recomputeSessionCosts: asked } = await world.owner.gql(recompute);
  // Under way, it is the one that is answered.
  const second = (await world.owner.gql(recompute)).recomputeSessionCosts;
  await finished(second.id);
  expect(asked.priceVersion).toContain('test 2');
  const { costRevisions, cost } = (await all()).get('s5')!;
  expect(costRevisions).toMatchObject([
    { usdMicros: first.usdMicros, priceVersion: first.priceVersion },
    { usdMicros: null },
  ]);
  expect(cost.usdMicros).toBeGreaterThan(first.usdMicros);
  pricesAre(overrides as PriceOverrides);
});

it('is asked by those who may, of their own organisation', async () => {
  const viewer = await world.member('VIEWER');
  expect(await viewer.refusal(recompute)).toBe('FORBIDDEN');
  expect(await world.anonymous.refusal(recompute)).toBe('UNAUTHENTICATED');
  expect((await other.owner.gql(progress)).costRecompute).toBeNull();
});
