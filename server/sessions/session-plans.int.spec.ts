import pg from 'pg';
import { eventually } from '../testing/eventually.js';
import { fillSessions } from '../testing/fill-sessions.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type World } from '../testing/world.js';

const list = `query ($filter: SessionFilter, $order: SessionOrder, $after: String) {
  sessions(filter: $filter, order: $order, first: 20, after: $after) { edges { node { id } } pageInfo { endCursor } } }`;
const one = `query ($id: ID!) { session(id: $id) { parent { id } children { id } entries(last: true, first: 20) {
  edges { node { usage { output } } } } } }`;

let app: TestApp;
let world: World;
let owner: pg.Client;
beforeAll(async () => {
  app = await createTestApp({ role: 'api' });
  world = await createWorld(app);
  owner = new pg.Client({ connectionString: app.database.ownerUrl });
  await owner.connect();
  await fillSessions(owner, world.home.id, { sessions: 8000, entries: 16_000 });
}, 120_000);
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});

const scans = async (): Promise<Record<string, number>> => {
  const { rows } = await owner.query<{ name: string; count: string }>(
    `select indexrelname as name, idx_scan as count from pg_stat_user_indexes where relname like 'session%'
     union all select relname || ' read whole', seq_scan from pg_stat_user_tables where relname like 'session%'`,
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));
};

/** Asked with the server's own role and fences: what PostgreSQL would do for its owner says little. */
it('lists and timelines are read by the index made for them, and no table is read whole', async () => {
  const { rows } = await owner.query<Record<'id' | 'instance_id' | 'host_id', string>>(
    `select id, instance_id, host_id from sessions where parent_external_id is not null limit 1`,
  );
  const { id, instance_id: instanceId, host_id: hostId } = rows[0]!;
  // What filling it scanned is counted before, not after.
  await owner.query('select pg_stat_force_next_flush()');
  const before = await scans();
  for (const order of ['RECENT', 'COST']) {
    const { sessions } = await world.owner.gql(list, { order });
    await world.owner.gql(list, { order, after: sessions.pageInfo.endCursor });
  }
  for (const filter of [
    ...[{ instanceIds: [instanceId] }, { hostIds: [hostId] }, { runtimes: ['HERMES'] }],
    ...[{ statuses: ['RUNNING'] }, { repository: 'repository-7' }, { text: 'rarely-7' }],
  ])
    await world.owner.gql(list, { filter });
  await world.owner.gql(one, { id });
  const served = [
    ...['sessions_recent', 'sessions_cost', 'sessions_instance', 'sessions_host', 'sessions_runtime'],
    ...['sessions_status', 'sessions_repository', 'sessions_parent', 'sessions_external', 'sessions_pkey'],
    ...['session_entries_timeline', 'session_usages_session', 'session_words_words'],
  ];
  const since = await eventually(async () => {
    const now = await scans();
    const unused = served.filter((index) => now[index]! <= before[index]!);
    if (unused.length > 0) throw new Error(`not used: ${unused.join(', ')}`);
    return now;
  }, 'every index to be used');
  const whole = Object.keys(since).filter((name) => name.endsWith('whole') && since[name]! > before[name]!);
  // A text is looked for in every title and folder too; that list alone is read from its newest end.
  expect(whole.filter((name) => name !== 'sessions read whole')).toEqual([]);
}, 120_000);
