import pg from 'pg';
import { createTestDatabase, type TestDatabase } from './test-database.js';

async function askAs(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a test database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('belongs to the owner role, which is no superuser', async () => {
    const sql =
      'select current_user as role, current_database() as name, rolsuper from pg_roles where rolname = current_user';
    expect(await askAs(database.ownerUrl, sql)).toEqual([
      { role: 'clawbutler_owner', name: database.name, rolsuper: false },
    ]);
  });

  it('lets the app role in, which may neither bypass row-level security nor create tables', async () => {
    const sql = 'select rolbypassrls, rolsuper, rolcreaterole from pg_roles where rolname = current_user';
    expect(await askAs(database.appUrl, sql)).toEqual([
      { rolbypassrls: false, rolsuper: false, rolcreaterole: false },
    ]);
    await expect(askAs(database.appUrl, 'create table public.mine (id int)')).rejects.toThrow(
      /permission denied/,
    );
  });

  it('is a clone of its own: another one does not see its tables', async () => {
    const other = await createTestDatabase();
    await askAs(database.ownerUrl, 'create table public.only_here (id int)');
    expect(await askAs(other.ownerUrl, "select to_regclass('public.only_here') as found")).toEqual([
      { found: null },
    ]);
    await other.drop();
  });
});
