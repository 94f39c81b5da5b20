import type { Loose } from '../testing/graphql-caller.js';
import { addRuntimes, facts, usage } from '../testing/session-batches.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type World } from '../testing/world.js';

const breakdown = `query ($dimension: CostDimension!, $filter: SessionFilter) {
  costBreakdown(dimension: $dimension, filter: $filter) { key label sessionCount usage { output }
    cost { usdMicros basis unpricedTokens priceVersion reportedUsdMicros } } }`;
const at = (day: number) => `2026-11-${day}T23:30:00Z`;

let app: TestApp;
let world: World;
let ids: { host: string; claude: string; codex: string };
beforeAll(async () => {
  app = await createTestApp({ role: 'api' });
  world = await createWorld(app);
  const host = await world.home.host('ada-laptop');
  const [claude, codex] = await addRuntimes(host, world.owner, [
    { key: 'claude' },
    { key: 'codex', kind: 'CODEX' },
  ]);
  ids = { host: host.hostId!, claude: claude!.instanceId, codex: codex!.instanceId };
  await claude!.sync({
    sessions: [
      facts('c1', {
        repository: 'shop',
        basis: 'SUBSCRIPTION',
        reportedCostUsdMicros: 4000,
        startedAt: at(10),
      }),
      facts('c2', { basis: 'SUBSCRIPTION', startedAt: at(11) }),
    ],
    usages: [
      usage('c1', 'm1', { at: at(10) }),
      usage('c1', 'm2', { at: at(11), model: 'claude-sonnet-5' }),
      usage('c2', 'm3', { at: null, model: 'nobody-knows-this' }),
    ],
  });
  await codex!.sync({
    sessions: [facts('x1', { repository: 'shop', basis: 'METERED', startedAt: at(12) })],
    usages: [usage('x1', 'm1', { at: at(12), model: 'gpt-5', provider: 'openai', output: 5000 })],
  });
});
afterAll(() => app.stop());

const split = async (dimension: string, filter: object = {}): Promise<Loose[]> =>
  (await world.owner.gql(breakdown, { dimension, filter })).costBreakdown;
const bars = async (dimension: string, filter: object = {}) =>
  (await split(dimension, filter)).map(({ key, label, sessionCount, cost }) => [
    key,
    label,
    sessionCount,
    cost.usdMicros,
  ]);

/** 10 uncached, 5,000 read, 200 and 100 written, 14 out: at 4, 0.2, 5, 8 and 20 dollars a million; at 2, 0.2, 2.5, 4 and 10. */
const [opus, sonnet] = [3120, 2060];
/** 5,310 in of which 5,000 are cached at 0.125 and 10 at 1.25; the package prices what is written as input. */
const gpt5 = 10 * 1.25 + 5000 * 0.125 + 300 * 1.25 + 5000 * 10;

describe('a breakdown', () => {
  it('by day is in order, with the calls of no known day apart', async () => {
    expect(await bars('DAY')).toEqual([
      [null, 'Unknown day', 1, null],
      ['2026-11-10', '2026-11-10', 1, opus],
      ['2026-11-11', '2026-11-11', 1, sonnet],
      ['2026-11-12', '2026-11-12', 1, gpt5],
    ]);
  });

  it('by model has the most expensive first and never takes an unknown price for 0', async () => {
    const slices = await split('MODEL');
    expect(slices.map(({ key, cost }) => [key, cost.usdMicros, cost.basis, cost.unpricedTokens])).toEqual([
      ['gpt-5', gpt5, 'METERED', 0],
      ['claude-opus-5-5', opus, 'SUBSCRIPTION', 0],
      ['claude-sonnet-5', sonnet, 'SUBSCRIPTION', 0],
      ['nobody-knows-this', null, 'UNPRICED', 5324],
    ]);
    expect(slices[0].cost.priceVersion).toContain('genai-prices');
    expect(slices.every(({ cost }) => cost.reportedUsdMicros === null)).toBe(true);
  });

  it('by what sessions belong to names it, with what the runtimes counted beside it', async () => {
    expect(await bars('RUNTIME')).toEqual([
      ['CODEX', 'Codex', 1, gpt5],
      ['CLAUDE_CODE', 'Claude Code', 2, opus + sonnet],
    ]);
    expect(await bars('HOST')).toEqual([[ids.host, 'ada-laptop', 3, gpt5 + opus + sonnet]]);
    expect(await bars('INSTANCE')).toEqual([
      [ids.codex, 'Claude Code in codex', 1, gpt5],
      [ids.claude, 'Claude Code in claude', 2, opus + sonnet],
    ]);
    expect(await bars('REPOSITORY')).toEqual([
      ['shop', 'shop', 2, gpt5 + opus + sonnet],
      [null, 'No repository', 1, null],
    ]);
    const [host] = await split('HOST');
    expect(host.cost).toMatchObject({ basis: 'LIST_PRICE', reportedUsdMicros: 4000, unpricedTokens: 5324 });
  });

  it('of a range counts the calls of its days', async () => {
    const filter = { active: { from: '2026-11-11T00:00:00Z', to: '2026-11-12T00:00:00Z' } };
    expect(await bars('DAY', filter)).toEqual([['2026-11-11', '2026-11-11', 1, sonnet]]);
    expect(await bars('RUNTIME', filter)).toEqual([['CLAUDE_CODE', 'Claude Code', 1, sonnet]]);
  });

  it('of what the filter finds', async () => {
    expect(await bars('MODEL', { runtimes: ['CODEX'] })).toEqual([['gpt-5', 'gpt-5', 1, gpt5]]);
    expect(await bars('DAY', { instanceIds: ['x'] })).toEqual([]);
  });

  it('is for those who may see costs, in their organisation', async () => {
    const token = await world.serviceToken(['sessions:read']);
    expect(await token.refusal(breakdown, { dimension: 'DAY' })).toBe('FORBIDDEN');
    expect(await world.owner.refusal(breakdown, { dimension: 'YEAR' })).toBe('INVALID_INPUT');
    const other = await world.organization('Other');
    for (const dimension of ['DAY', 'MODEL', 'RUNTIME', 'HOST', 'REPOSITORY', 'INSTANCE'])
      expect((await other.owner.gql(breakdown, { dimension })).costBreakdown).toEqual([]);
  });
});
