import type { ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import pg from 'pg';
import { CanGuard } from '../../server/platform/graphql/can.guard.js';
import type { GraphqlContext } from '../../server/platform/graphql/request.js';
import { readRows } from '../../server/testing/stored-events.js';
import { Attack, type Cell } from './recipes/attack.js';
import { castOf, type Player } from './recipes/cast.js';
import { tryForeignIds } from './recipes/foreign-ids.js';
import { rootFields } from './recipes/full-document.js';
import { Stage } from './recipes/stage.js';

let stage: Stage;
let outsiders: Player[];
let fields: string[];
beforeEach(async () => {
  stage = await Stage.set();
  outsiders = (await castOf(stage)).filter((player) => player.of !== 'A');
  fields = rootFields(stage.schema).filter((field) => !field.startsWith('Subscription.'));
});
afterEach(() => stage.stop());

async function matrix(attack: Attack): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const field of fields) cells.push(...(await attack.row(field, outsiders)));
  return cells;
}

/** A matrix grows with the schema. */
const matrixTimeoutMs = 600_000;

const wordsOf = (cells: Cell[]) =>
  cells
    .filter(({ faults }) => faults.length > 0)
    .map(({ who, field, faults }) => `${field} as ${who}: ${faults.join('; ')}`);

/** The guard's first half: it learns who asks and holds nobody to anything. Only this process knows of it. */
function withoutGuards<T>(work: () => Promise<T>): Promise<T> {
  const real = Object.getOwnPropertyDescriptor(CanGuard.prototype, 'canActivate')!;
  CanGuard.prototype.canActivate = async (host: ExecutionContext) => {
    const context = GqlExecutionContext.create(host).getContext<GraphqlContext>();
    context.ctx ??= await context.resolveCtx();
    return true;
  };
  return work().finally(() => Object.defineProperty(CanGuard.prototype, 'canActivate', real));
}

/** A2: whoever got past every guard still meets the database's fence. */
describe('row-level security alone', () => {
  it(
    'keeps organisations apart when no guard stands',
    async () => {
      await withoutGuards(async () => {
        const rename = 'mutation { renameOrganization(name: "own") { id } }';
        const anyone = await stage.b.member('VIEWER');
        expect((await anyone.call(rename)).errors).toBeUndefined();
        const cells = await matrix(new Attack(stage, stage.access(), true));
        const faults = wordsOf(cells);
        console.log(`A2, guards off: ${cells.length} cells, ${faults.length} leaks`);
        expect(faults).toEqual([]);
      });
    },
    matrixTimeoutMs,
  );

  it('hides and protects every row of every table from another organisation', async () => {
    const faults: string[] = [];
    let tried = 0;
    const filled = await stage.tables.rowsOf(stage.a.id);
    for (const { table, column, row } of filled) {
      for (const [verb, sql] of statements(table, column)) {
        tried++;
        const outcome = await asB(sql, sql.includes('$2') ? [stage.a.id, JSON.stringify(row)] : [stage.a.id]);
        if (outcome !== 0 && outcome !== '42501') faults.push(`${verb} ${table}: ${outcome}`);
      }
    }
    console.log(
      `A2, bare SQL: ${filled.length} tables × 4 statements = ${tried} attempts, ${faults.length} got through`,
    );
    expect(faults).toEqual([]);
    expect(filled.map(({ table }) => table)).toEqual(
      expect.arrayContaining([
        'agents',
        'approvals',
        'connectors',
        'domain_events',
        'memberships',
        'service_tokens',
      ]),
    );
  });

  const statements = (table: string, column: string): [string, string][] => [
    ['select', `select 1 from ${table} where ${column} = $1`],
    ['update', `update ${table} set ${column} = ${column} where ${column} = $1`],
    ['delete', `delete from ${table} where ${column} = $1`],
    [
      'insert',
      `insert into ${table} select (jsonb_populate_record(null::${table}, $2::jsonb)).* where $1::uuid is not null`,
    ],
  ];

  /** Rows touched by the server's own role speaking for B, or the error. Always rolled back. */
  async function asB(sql: string, params: unknown[]): Promise<number | string> {
    const client = new pg.Client({ connectionString: stage.app.database.appUrl });
    await client.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.org', $1, true)`, [stage.b.id]);
      return (await client.query(sql, params)).rowCount ?? 0;
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await client.end();
    }
  }
});

/** A3: were the database to show everything to everybody, the server's own words still tell organisations apart. */
describe('guards and conditions alone', () => {
  it(
    'keep organisations apart when row-level security is off',
    async () => {
      await stage.tables.dropFences();
      const seen = await readRows(
        stage.app.database,
        stage.b.id,
        'select 1 from connectors where org_id = $1',
        [stage.a.id],
      );
      expect(seen.length).toBeGreaterThan(0);
      const cells = await matrix(new Attack(stage, stage.access()));
      const { places, faults: told } = await tryForeignIds(stage);
      const faults = [...wordsOf(cells), ...told];
      console.log(
        `A3, fences off: ${cells.length} cells and ${places} places for an id, ${faults.length} leaks`,
      );
      expect(faults).toEqual([]);
    },
    matrixTimeoutMs,
  );
});
