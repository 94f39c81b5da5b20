import { Attack, type Cell } from './recipes/attack.js';
import { castOf, type Player } from './recipes/cast.js';
import { rootFields } from './recipes/full-document.js';
import { Stage } from './recipes/stage.js';

/** A1: every root field × everybody. What should happen is computed from `@Can` and the permission table. */
describe('the denial matrix', () => {
  let stage: Stage;
  let cast: Player[];
  let fields: string[];
  let attack: Attack;
  beforeAll(async () => {
    stage = await Stage.set();
    cast = await castOf(stage);
    fields = rootFields(stage.schema).filter((field) => !field.startsWith('Subscription.'));
    attack = new Attack(stage, stage.access());
  });
  afterAll(() => stage.stop());

  it('lets everybody do exactly what the table says, and nobody see or touch another organisation', async () => {
    const cells: Cell[] = [];
    for (const field of fields) cells.push(...(await attack.row(field, cast)));
    const faults = cells.filter((cell) => cell.faults.length > 0);
    const admitted = cells.filter((cell) => cell.verdict === 'admitted').length;
    console.log(
      `A1: ${fields.length} fields × ${cast.length} actors = ${cells.length} cells: ${admitted} admitted, ` +
        `${cells.length - admitted} denied, ${faults.length} with faults`,
    );
    expect(faults.map(({ who, field, faults: words }) => `${field} as ${who}: ${words.join('; ')}`)).toEqual(
      [],
    );
    expect(cells.length).toBeGreaterThanOrEqual(fields.length * 33);
    // It grows with the schema.
  }, 600_000);
});
