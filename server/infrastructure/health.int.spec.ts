import pg from 'pg';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type World } from '../testing/world.js';

describe('health and metrics', () => {
  let app: TestApp;
  let world: World;
  let owner: pg.Client;

  beforeAll(async () => {
    app = await createTestApp({ config: { metricsToken: null } });
    world = await createWorld(app);
    owner = new pg.Client({ connectionString: app.database.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await app.stop();
  });

  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url}${path}`, { headers });
  const readiness = async () => {
    const response = await get('/health/ready', { host: 'any.example' });
    const { dependencies } = (await response.json()) as { dependencies: Record<string, string> };
    return { status: response.status, dependencies };
  };
  /** Asks until the answer is this, for at most five seconds; @returns how long it took. */
  const until = async (status: number) => {
    const startedAt = performance.now();
    while ((await readiness()).status !== status) {
      if (performance.now() - startedAt > 5000) throw new Error(`Readiness is not ${status} after 5 s.`);
    }
    return performance.now() - startedAt;
  };

  it('lives, whatever else is down, and is ready with everything up', async () => {
    expect(await (await get('/health/live')).json()).toEqual({ status: 'live' });
    expect(await readiness()).toEqual({
      status: 200,
      dependencies: { database: 'up', queue: 'up', live: 'up', worker: 'up', audit: 'up' },
    });
  });

  it('turns red within five seconds when the log cannot be written, and green again; reads keep working', async () => {
    await owner.query('revoke insert on domain_events from clawbutler_app');
    const took = await until(503);
    expect((await readiness()).dependencies).toMatchObject({ audit: 'down', database: 'up' });
    const { dependencies } = await world.owner.gql('{ dependencies { name state detail } }');
    expect(dependencies).toContainEqual({
      name: 'audit',
      state: 'DOWN',
      detail: expect.stringMatching(/log/),
    });
    await owner.query('grant insert on domain_events to clawbutler_app');
    await until(200);
    console.log(`readiness red ${Math.round(took)} ms after the log became unwritable`);
  });

  it('turns red when nobody seals', async () => {
    await owner.query(`select set_config('app.org', $1, false)`, [world.home.id]);
    // An event nobody can seal: the sealer waits for the lock we hold.
    await owner.query(`select pg_advisory_lock(hashtextextended('seal/' || $1, 0))`, [world.home.id]);
    await owner.query(
      `insert into domain_events (org_id, id, type, at, actor_kind, actor_label, outcome, request_id, payload_digest)
       values ($1, gen_random_uuid(), 'test.waiting', clock_timestamp() - interval '1 minute', 'SYSTEM', 'test', 'SUCCESS', 'r', repeat('0', 64))`,
      [world.home.id],
    );
    await until(503);
    expect((await readiness()).dependencies).toMatchObject({ worker: 'down' });
    await owner.query(`select pg_advisory_unlock_all()`);
    await until(200);
  });

  it('gives metrics to this machine, but not through a proxy', async () => {
    const response = await get('/metrics');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('clawbutler_graphql_operation_seconds');
    expect((await get('/metrics', { 'x-forwarded-for': '203.0.113.7' })).status).toBe(403);
  });

  it('prints the contract for signed-in people only', async () => {
    const text = await (await get('/schema.graphql', { cookie: world.owner.account.cookie })).text();
    expect(text).toContain('type AuditEvent implements Node');
    expect((await get('/schema.graphql')).status).toBe(401);
    const token = await world.serviceToken(['agents:read']);
    expect((await get('/schema.graphql', { authorization: `Bearer ${token.secret}` })).status).toBe(403);
  });

  it('shows the dashboard numbers to members', async () => {
    const { overview } = await world.owner.gql(
      '{ overview { pendingApprovals connectorsTotal askedPerHour } }',
    );
    expect(overview).toEqual({
      pendingApprovals: 0,
      connectorsTotal: 0,
      askedPerHour: Array.from({ length: 24 }, () => 0),
    });
    expect(await world.anonymous.refusal('{ overview { pendingApprovals } }')).toBe('UNAUTHENTICATED');
  });
});

describe('metrics with a token', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ config: { metricsToken: 'a-long-metrics-token' } });
  });
  afterAll(() => app.stop());

  it.each([
    ['the token', 'Bearer a-long-metrics-token', 200],
    ['another token', 'Bearer a-long-metrics-tokem', 401],
    ['none', '', 401],
  ])('with %s', async (_name, authorization, status) => {
    const response = await fetch(`${app.url}/metrics`, { headers: authorization ? { authorization } : {} });
    expect(response.status).toBe(status);
  });
});
