import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';

/** Tables without an organisation of their own. Reviewed: each with its reason, ten at most. */
const exempt: Readonly<Record<string, string>> = {
  organizations: 'is the tenant: fenced by its own id',
  users: 'a person belongs to several organisations, or to none yet',
  login_sessions: 'a person signs in before saying for which organisation',
  one_time_links: 'setup and sign-up come before any organisation',
  idempotency_keys: 'also holds answers to callers without an organisation; its scope names the organisation',
  rate_limits: 'counts attempts of callers nobody knows yet',
  host_pairing_requests: 'a machine asks before anybody took it into an organisation',
  migrations: 'the list of applied migrations; the server’s role cannot read it',
};
/** Exempt tables that are fenced all the same. */
const fencedByOwnId = ['organizations'];

interface Table {
  name: string;
  org: boolean | null;
  rls: boolean;
  forced: boolean;
  policies: { roles: string[]; using: string; check: string }[];
}

describe('every tenant’s rows are fenced', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let app: pg.Client;
  let tables: Table[];

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = await connect(database.ownerUrl);
    app = await connect(database.appUrl);
    tables = await rows<Table>(`
      select c.relname as name, c.relrowsecurity as rls, c.relforcerowsecurity as forced,
        (select a.attnotnull from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped) as org,
        coalesce((select json_agg(json_build_object('roles', p.roles, 'using', p.qual, 'check', p.with_check)) from pg_policies p
          where p.schemaname = 'public' and p.tablename = c.relname and p.cmd = 'ALL'), '[]') as policies
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`);
  });
  afterAll(async () => {
    await owner?.end();
    await app?.end();
    await database?.drop();
  });

  async function connect(connectionString: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString });
    await client.connect();
    return client;
  }
  const rows = async <T>(sql: string): Promise<T[]> => (await owner.query(sql)).rows as T[];
  const names = (list: { name: string }[]) => list.map(({ name }) => name);
  const named = (sql: string) => rows<{ name: string }>(sql).then(names);

  it('in every table with an organisation', () => {
    const tenants = tables.filter(({ name }) => !(name in exempt));
    expect(tenants.length).toBeGreaterThanOrEqual(17);
    expect(names(tenants.filter(({ org }) => org !== true))).toEqual([]);
  });

  it('with few exceptions, all of which exist', () => {
    expect(Object.keys(exempt).length).toBeLessThanOrEqual(10);
    expect(Object.keys(exempt).filter((name) => !names(tables).includes(name))).toEqual([]);
  });

  it('by row-level security that holds for the owner too', () => {
    const fenced = tables.filter(({ name }) => !(name in exempt) || fencedByOwnId.includes(name));
    expect(names(fenced.filter(({ rls, forced }) => !rls || !forced))).toEqual([]);
    const forEveryone = (table: Table) =>
      table.policies.filter(
        ({ roles, using, check }) =>
          roles.includes('public') && /app\.org/.test(using) && /app\.org/.test(check),
      );
    expect(names(fenced.filter((table) => forEveryone(table).length !== 1))).toEqual([]);
  });

  it('with no policy that lets the server’s role see more', async () => {
    const others = await named(`select tablename || '.' || policyname as name from pg_policies
      where schemaname = 'public' and policyname <> 'tenant' and (roles && array['public', 'clawbutler_app']::name[])`);
    expect(others).toEqual([]);
  });

  it('from a role that owns nothing and passes nothing by', async () => {
    const [role] = await rows(`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
        (select count(*)::int from pg_class where relowner = r.oid) as relations,
        (select count(*)::int from pg_auth_members where member = r.oid) as memberships
      from pg_roles r where rolname = 'clawbutler_app'`);
    expect(role).toEqual({
      ...{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false },
      ...{ relations: 0, memberships: 0 },
    });
  });

  it('without views that see with the owner’s eyes', async () => {
    const views =
      await named(`select relname as name from pg_class where relnamespace = 'public'::regnamespace
      and (relkind = 'm' or (relkind = 'v' and not coalesce('security_invoker=true' = any (reloptions), false)))`);
    expect(views).toEqual([]);
  });

  it('and the few functions that look across are pinned down', async () => {
    const functions = await rows<{ name: string; owner: string; path: string[] | null; public: boolean }>(`
      select proname as name, proowner::regrole::text as owner, proconfig as path,
        has_function_privilege('public', oid, 'execute') as public
      from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`);
    expect(functions.length).toBeGreaterThan(5);
    const loose = functions.filter(
      ({ owner: by, path, public: open }) =>
        by !== 'clawbutler_sys' || !path?.includes('search_path=public, pg_temp') || open,
    );
    expect(names(loose)).toEqual([]);
  });

  it('the log’s rows cannot be rewritten or removed by the server', async () => {
    const org = '00000000-0000-7000-8000-000000000001';
    const attempt = async (sql: string) => {
      await app.query('begin');
      await app.query(`select set_config('app.org', $1, true)`, [org]);
      const outcome = await app.query(sql).then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
      await app.query(outcome === 'done' ? 'commit' : 'rollback');
      return outcome;
    };
    const insert = `insert into domain_events (org_id, id, type, actor_kind, actor_label, outcome, request_id, payload_digest)
      values ('${org}', '${org}', 'x.happened', 'SYSTEM', 'x', 'SUCCESS', 'r', 'd')`;
    expect(await attempt(insert)).toBe('done');
    expect(await attempt(`update domain_events set seq = 1, leaf = 'a', chain = 'b'`)).toBe('done');
    for (const change of [
      `update domain_events set seq = 2`,
      `update domain_events set leaf = 'z'`,
      `update domain_events set type = 'y'`,
      `update domain_events set payload_digest = 'e'`,
      `delete from domain_events`,
      `truncate domain_events`,
      `update audit_nodes set hash = 'z'`,
      `delete from checkpoints`,
      `alter table domain_events disable trigger all`,
    ]) {
      expect([change, await attempt(change)]).toEqual([change, '42501']);
    }
  });
});
