import fc from 'fast-check';
import { addRuntimes, entry, facts, usage } from '../testing/session-batches.js';
import { readRows } from '../testing/stored-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type World } from '../testing/world.js';

let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await createTestApp({ role: 'api' });
  world = await createWorld(app);
});
afterAll(() => app.stop());

const names = ['a', 'b', 'c', 'd'] as const;
type Name = (typeof names)[number];
const models = ['claude-opus-5-5', 'claude-haiku-4-5-20251001', 'nobody-knows-this'];

/** What there is to tell, once and for all: batches only differ in what they tell of it, when and how often. */
interface Truth {
  born: Record<Name, string | null>;
  claims: { session: Name; entry: number }[];
  calls: { session: Name; call: number; output: number }[];
}
type Telling =
  | { kind: 'facts'; session: Name; born: boolean }
  | { kind: 'entry'; at: number }
  | { kind: 'call'; at: number };

const name = fc.constantFrom(...names);
const truths: fc.Arbitrary<Truth> = fc.record({
  born: fc.record(
    Object.fromEntries(
      names.map((one) => [
        one,
        fc.option(fc.integer({ min: 10, max: 13 }).map((day) => `2026-11-${day}T00:00:00Z`)),
      ]),
    ) as Record<Name, fc.Arbitrary<string | null>>,
  ),
  claims: fc.uniqueArray(fc.record({ session: name, entry: fc.nat(5) }), {
    ...{ minLength: 1, maxLength: 14, selector: ({ session, entry: key }) => `${session}${key}` },
  }),
  calls: fc.array(fc.record({ session: name, call: fc.nat(4), output: fc.nat(3) }), { maxLength: 12 }),
});

/** Two ways of telling all of it: in batches of any size and order, some of it several times. */
const tellings = truths.chain((truth) => {
  const all: Telling[] = [
    ...names.map((session) => ({ kind: 'facts' as const, session, born: true })),
    ...truth.claims.map((_claim, at) => ({ kind: 'entry' as const, at })),
    ...truth.calls.map((_call, at) => ({ kind: 'call' as const, at })),
  ];
  const again = fc.subarray([
    ...all,
    ...names.map((session) => ({ kind: 'facts' as const, session, born: false })),
  ]);
  const way = again
    .chain((twice) => fc.shuffledSubarray([...all, ...twice], { minLength: all.length + twice.length }))
    .chain((order) => fc.array(fc.nat(order.length), { maxLength: 6 }).map((cuts) => ({ order, cuts })));
  return fc.tuple(fc.constant(truth), way, way);
});

function batchesOf({ order, cuts }: { order: Telling[]; cuts: number[] }, truth: Truth): object[] {
  const ends = [...new Set([...cuts, order.length])].sort((x, y) => x - y);
  const parts = ends.map((end, i) => order.slice(ends[i - 1] ?? 0, end)).filter(({ length }) => length > 0);
  return parts.map((part) => ({
    sessions: part.flatMap((told) => (told.kind === 'facts' ? [factsOf(told, truth)] : [])),
    entries: part.flatMap((told) => (told.kind === 'entry' ? [entryOf(truth.claims[told.at]!)] : [])),
    usages: part.flatMap((told) => (told.kind === 'call' ? [usageOf(truth.calls[told.at]!)] : [])),
  }));
}

const factsOf = ({ session, born }: { session: Name; born: boolean }, truth: Truth) =>
  facts(session, born ? { bornAt: truth.born[session], title: session } : { cwd: null });

const entryOf = ({ session, entry: key }: Truth['claims'][number]) =>
  entry(session, key, { key: `e${key}`, kind: key % 2 ? 'TOOL_CALL' : 'MESSAGE', model: models[key % 3] });

const usageOf = ({ session, call, output }: Truth['calls'][number]) =>
  usage(session, `m${call}`, {
    ...{ output, model: models[call % 3], at: `2026-11-20T1${call}:00:00Z`, entryKey: `e${call}` },
  });

/** Everything stored of it, without ids and times of storing. */
async function stored(instanceId: string): Promise<unknown> {
  const read = (sql: string) => readRows(app.database, world.home.id, sql, [instanceId]);
  const sums = `input, cache_read, cache_write, cache_write_long, output, reasoning, usd_picos, price_version`;
  return {
    sessions:
      await read(`select external_id, relation, parent_external_id, title, born_at, first_at, last_activity_at,
      model, model_at, message_count, tool_call_count, entry_count, calls, priced_calls, unpriced_tokens, ${sums}
      from sessions where instance_id = $1 order by 1`),
    entries:
      await read(`select s.external_id, e.key, e.position, e.copied, e.text, e.kind from session_entries e
      join sessions s on s.id = e.session_id where s.instance_id = $1 order by 1, 2`),
    usages:
      await read(`select s.external_id, u.key, u.counted, u.at, u.model, u.entry_key, u.output, u.usd_picos
      from session_usages u join sessions s on s.id = u.session_id where s.instance_id = $1 order by 1, 2`),
    days: await read(`select s.external_id, d.day::text, d.model, d.calls, d.output, d.usd_picos, d.unpriced_tokens
      from session_usage_days d join sessions s on s.id = d.session_id where s.instance_id = $1 order by 1, 2, 3`),
  };
}

/** Who owns what, worked out from the truth alone. */
function expected(truth: Truth): Record<string, { entries: number; output: number; calls: number }> {
  const age = (session: Name) => `${truth.born[session] ?? 'never'} ${session}`;
  const eldest = (holders: Name[]) => [...holders].sort((x, y) => (age(x) < age(y) ? -1 : 1))[0]!;
  const totals = Object.fromEntries(names.map((one) => [one, { entries: 0, output: 0, calls: 0 }]));
  for (const key of new Set(truth.claims.map((claim) => claim.entry))) {
    const holders = truth.claims.filter((claim) => claim.entry === key).map(({ session }) => session);
    totals[eldest(holders)]!.entries++;
  }
  for (const key of new Set(truth.calls.map(({ call }) => call))) {
    const told = truth.calls.filter(({ call }) => call === key);
    const owner = totals[eldest(told.map(({ session }) => session))]!;
    owner.calls++;
    owner.output += Math.max(...told.map(({ output }) => output));
  }
  return totals;
}

it('any order, division and repetition of what is told ends in the same rows and totals', async () => {
  await fc.assert(
    fc.asyncProperty(tellings, async ([truth, ...ways]) => {
      const ends = [];
      for (const way of ways) {
        const [runtime] = await addRuntimes(await world.host(), world.owner);
        for (const batch of batchesOf(way, truth)) await runtime!.sync(batch);
        ends.push(await stored(runtime!.instanceId));
      }
      expect(ends[1]).toEqual(ends[0]);
      const { sessions } = ends[0] as { sessions: Record<string, string>[] };
      const totals = sessions.map((row) => [
        row.external_id,
        { entries: row.entry_count, output: Number(row.output), calls: row.calls },
      ]);
      expect(Object.fromEntries(totals)).toEqual(expected(truth));
    }),
    { numRuns: Number(process.env.CLAWBUTLER_TEST_ORDERS ?? 25), endOnFailure: true },
  );
}, 300_000);
