import { tryForeignIds } from './recipes/foreign-ids.js';
import { Stage } from './recipes/stage.js';

/** A1: for somebody in B who may do everything there, what A has and what nobody has are the same. */
describe('an id of another organisation', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.set();
  });
  afterAll(() => stage.stop());

  it('is answered byte for byte like an id that does not exist', async () => {
    const { places, faults } = await tryForeignIds(stage);
    console.log(`A1 ids: ${places} places for an id, ${faults.length} tell a foreign one from a missing one`);
    expect(faults).toEqual([]);
  });
});
