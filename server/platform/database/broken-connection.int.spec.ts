import pg from 'pg';
import { createTestApp, type TestApp } from '../../testing/test-app.js';
import { createWorld, type World } from '../../testing/world.js';
import { Database } from './database.service.js';

const endMe = 'select pg_terminate_backend(pg_backend_pid())';
/** Ends the connection at the very moment of the commit. */
const trap = `
  create table trap (n int);
  grant select, insert on trap to clawbutler_app;
  create function spring() returns trigger language plpgsql as $$ begin
    perform pg_terminate_backend(pg_backend_pid());
    return null;
  end $$;
  create constraint trigger trap_springs after insert on trap deferrable initially deferred
    for each row execute function spring()`;

describe('a connection that breaks', () => {
  let app: TestApp;
  let world: World;
  beforeAll(async () => {
    app = await createTestApp();
    world = await createWorld(app);
    const owner = new pg.Client({ connectionString: app.database.ownerUrl });
    await owner.connect();
    await owner.query(trap);
    await owner.end();
  });
  afterAll(() => app.stop());

  const during = (sql: string) =>
    app.app.get(Database).within({ organizationId: world.home.id }, (tx) => tx.query(sql));

  it('under a statement: unavailable, and nothing was changed', async () => {
    await expect(during(endMe)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('nothing was changed'),
    });
  });

  it('at the commit: unavailable, and it does not claim to know whether anything was changed', async () => {
    const error = await during('insert into trap values (1)').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'UNAVAILABLE' });
    expect((error as Error).message).toMatch(/not known whether/);
    expect((error as Error).message).not.toMatch(/nothing was changed/);
  });

  it('is replaced: the next transaction works', async () => {
    expect(await during('select 1 as one')).toEqual([{ one: 1 }]);
  });
});
