import { eventually } from '../../server/testing/eventually.js';
import { rootFields } from './recipes/full-document.js';
import { codeOf, rawCall } from './recipes/raw-call.js';
import { urlOf } from './recipes/recipe.js';
import { recipeOf } from './recipes/registry.js';
import { Stage } from './recipes/stage.js';
import { changed, Tables } from './recipes/tables.js';

interface Outage {
  name: string;
  begin: string;
  end: string;
}

const insertFails = (raise: string): Pick<Outage, 'begin' | 'end'> => ({
  begin: `create function log_is_broken() returns trigger language plpgsql as $$ begin ${raise}; end $$;
    create trigger log_is_broken before insert on domain_events for each row execute function log_is_broken()`,
  end: 'drop trigger log_is_broken on domain_events; drop function log_is_broken()',
});

const outages: Outage[] = [
  {
    name: 'the right to write it is taken away',
    begin: 'revoke insert on domain_events from clawbutler_app',
    end: 'grant insert on domain_events to clawbutler_app',
  },
  {
    name: 'its disk is full',
    ...insertFails(
      `raise exception 'could not extend file: No space left on device' using errcode = '53100'`,
    ),
  },
  {
    name: 'its details cannot be written',
    begin: 'revoke insert on event_payloads from clawbutler_app',
    end: 'grant insert on event_payloads to clawbutler_app',
  },
];

/** E4: no row, no effect, for every mutation of the schema. */
describe.each(outages)('while the log cannot be written because $name', ({ name, begin, end }) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.set();
  });
  afterAll(() => stage.stop());

  it('every mutation is refused and changes nothing', async () => {
    const mutations = rootFields(stage.schema).filter(
      (field) => field.startsWith('Mutation.') && !recipeOf(field).leavesNoRow,
    );
    const faults: string[] = [];
    for (const field of mutations) faults.push(...(await attempt(field)));
    console.log(`E4, ${name}: ${mutations.length} mutations, ${faults.length} got through or left something`);
    expect(faults).toEqual([]);
  });

  it('readiness says so within five seconds, reads go on, and everything is well again afterwards', async () => {
    await stage.a.seal();
    await stage.b.seal();
    await stage.tables.db.query(begin);
    await eventually(async () => (await ready()) === 503, 'readiness to turn red', 5000);
    const { errors } = await stage.a.owner.call(
      '{ approvals { edges { node { id } } } agents { edges { node { id } } } }',
    );
    expect(errors).toBeUndefined();
    expect((await fetch(`${stage.app.url}/health/live`)).status).toBe(200);
    await stage.tables.db.query(end);
    await eventually(
      async () => (await ready()) !== 503 || (await audit()) === 'up',
      'the log to be up',
      5000,
    );
    await stage.a.owner.gql('mutation { renameOrganization(name: "zqxa7 again") { id } }');
  });

  const ready = async () => (await fetch(`${stage.app.url}/health/ready`)).status;
  const audit = async () => {
    const body = (await (await fetch(`${stage.app.url}/health/ready`)).json()) as {
      dependencies: { audit: string };
    };
    return body.dependencies.audit;
  };

  /** One mutation that would succeed, with a log that cannot be written. */
  async function attempt(field: string): Promise<string[]> {
    const recipe = recipeOf(field);
    const prepared = await recipe.fresh(stage.a, stage.a.owner);
    const tables = prepared.app ? await Tables.of(prepared.app.database) : stage.tables;
    const request = { query: stage.document(field), variables: prepared.variables };
    const url = await urlOf(recipe, stage.a, prepared);
    // What was recorded before may get its place in the log at any time: not an effect of what follows.
    await stage.a.seal();
    try {
      await tables.db.query(begin);
      const before = await tables.allPrints({ log: true });
      const answer = await rawCall(url, prepared.by ?? stage.a.owner, request);
      const moved = changed(before, await tables.allPrints({ log: true }));
      await tables.db.query(end);
      const faults = moved.map((table) => `${field} changed ${table}`);
      const code = codeOf(answer);
      return code === 'AUDIT_UNAVAILABLE' ? faults : [...faults, `${field}: ${answer.text.slice(0, 200)}`];
    } finally {
      if (prepared.app) {
        await tables.close();
        await prepared.app.stop();
      }
    }
  }
});
