import pg from 'pg';
import { createTestApp, type TestApp } from '../../testing/test-app.js';
import { createWorld, type World } from '../../testing/world.js';
import { AppError } from '../errors/app-error.js';
import { Database } from './database.service.js';
import { afterCommit, type Tx } from './tx.js';

const tables = `
  create table jotted (n int primary key);
  grant select, insert on jotted to clawbutler_app`;
const jot = 'insert into jotted values ($1)';

describe('a pipelined transaction', () => {
  let app: TestApp;
  let world: World;
  beforeAll(async () => {
    app = await createTestApp();
    world = await createWorld(app);
    const owner = new pg.Client({ connectionString: app.database.ownerUrl });
    await owner.connect();
    await owner.query(tables);
    await owner.end();
  });
  afterAll(() => app.stop());

  const within = <T>(fn: (tx: Tx) => Promise<T>) =>
    app.app.get(Database).within({ organizationId: world.home.id }, fn);
  const jotted = async () => {
    const rows = await within<{ n: number }[]>((tx) => tx.read('select n from jotted order by n'));
    return rows.map(({ n }) => n);
  };
  const failure = (run: Promise<unknown>) =>
    run.then(
      () => null,
      (reason: unknown) => reason,
    );

  it('runs what nobody waits for before what is asked for next, and commits it', async () => {
    const seen = await within((tx) => {
      tx.write(jot, [1]);
      tx.write(jot, [2]);
      return tx.query('select count(*)::int as count from jotted');
    });
    expect(seen).toEqual([{ count: 2 }]);
    await within(async (tx) => tx.write(jot, [3]));
    expect(await jotted()).toEqual([1, 2, 3]);
  });

  it('fails whole when a write fails that nobody waits for, as its writer says, and rings for nobody', async () => {
    let rung = false;
    const run = within(async (tx) => {
      afterCommit(tx, () => (rung = true));
      tx.write(jot, [4]);
      tx.write(jot, [1], (cause) => new AppError('AUDIT_UNAVAILABLE', undefined, { cause }));
      tx.write(jot, [5]);
    });
    expect(await failure(run)).toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect(rung).toBe(false);
    expect(await jotted()).toEqual([1, 2, 3]);
  });

  it('tells the statement behind a failed write why, and lets nothing after it count', async () => {
    let asked: unknown;
    const run = within(async (tx) => {
      tx.write(jot, [1]);
      asked = await failure(tx.query(jot, [6]));
    });
    expect(await failure(run)).toMatchObject({ code: 'CONFLICT' });
    expect(asked).toMatchObject({ code: '23505' });
    expect(await jotted()).toEqual([1, 2, 3]);
  });

  it('does not commit what a swallowed failure undid', async () => {
    const run = within(async (tx) => {
      tx.write(jot, [7]);
      await failure(tx.query('select 1 / 0'));
    });
    expect(await failure(run)).toBeInstanceOf(Error);
    expect(await jotted()).toEqual([1, 2, 3]);
  });

  it('takes nothing back or further once it is over', async () => {
    let kept: Tx | null = null;
    await within(async (tx) => {
      kept = tx;
      await tx.query('select 1');
    });
    expect(await failure(kept!.query(jot, [8]))).toMatchObject({ message: 'The transaction is over.' });
    expect(() => kept!.write(jot, [8])).toThrow('The transaction is over.');
    const twice = within(async (tx) => {
      await tx.query('select 1');
      await tx.read('select 2');
    });
    expect(await failure(twice)).toMatchObject({ message: expect.stringContaining('one statement') });
    expect(await jotted()).toEqual([1, 2, 3]);
  });

  it('sees its organisation in every statement and leaves none behind on the connection', async () => {
    const setting = `select current_setting('app.org', true) as org`;
    const [asked, read] = [await within((tx) => tx.query(setting)), await within((tx) => tx.read(setting))];
    expect([asked, read]).toEqual([[{ org: world.home.id }], [{ org: world.home.id }]]);
    const left = await Promise.all(
      Array.from({ length: 30 }, () => app.app.get(Database).query<{ org: string | null }>(setting)),
    );
    expect(left.flat().filter(({ org }) => org)).toEqual([]);
  });

  it('answers many at once each with its own rows, also where some fail', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) => {
        const sql = i % 5 === 0 ? `select 1 / ($1::int - $1::int) as n` : 'select $1::int as n';
        return failure(within((tx) => tx.read(sql, [i]))).then(async (error) =>
          error ? 'failed' : ((await within((tx) => tx.query(sql, [i]))) as { n: number }[])[0]!.n,
        );
      }),
    );
    expect(answers).toEqual(Array.from({ length: 60 }, (_, i) => (i % 5 === 0 ? 'failed' : i)));
  });
});
