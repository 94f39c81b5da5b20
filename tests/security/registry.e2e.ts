import { fullDocument, rootFields } from './recipes/full-document.js';
import { idAt, idLeaves, namedBy } from './recipes/id-leaves.js';
import { recipeOf, recipes } from './recipes/registry.js';
import { Stage } from './recipes/stage.js';

let stage: Stage;
let fields: string[];
beforeAll(async () => {
  stage = await Stage.set();
  fields = rootFields(stage.schema);
});
afterAll(() => stage.stop());

describe('every field of the schema can be attacked', () => {
  it('because it has a recipe', () => {
    expect(fields.filter((field) => !(field in recipes))).toEqual([]);
    expect(Object.keys(recipes).filter((field) => !fields.includes(field))).toEqual([]);
  });

  it('because we know what each id in its input names', () => {
    const leaves = idLeaves(stage.schema);
    expect(leaves.filter((leaf) => !(leaf in namedBy))).toEqual([]);
    expect(Object.keys(namedBy).filter((leaf) => !leaves.includes(leaf))).toEqual([]);
  });

  it('with every id filled in', async () => {
    const empty: string[] = [];
    for (const leaf of idLeaves(stage.schema)) {
      const [field, path] = leaf.split(' ') as [string, string];
      const { variables, app } = await recipeOf(field).fresh(stage.a, stage.a.owner);
      await app?.stop();
      if (typeof idAt(variables, path.split('.')) !== 'string') empty.push(leaf);
    }
    expect(empty).toEqual([]);
  });

  it('and shows its owner what a leak would show: the canary', async () => {
    const blind: string[] = [];
    const readable = fields.filter((field) => field.startsWith('Query.'));
    for (const field of readable.filter((name) => !recipeOf(name).showsNothing)) {
      const { variables } = await recipeOf(field).fresh(stage.a, stage.a.owner);
      const { data, errors } = await stage.a.owner.call(fullDocument(stage.schema, field), variables);
      if (errors || !JSON.stringify(data).includes(stage.a.canary))
        blind.push(`${field} ${JSON.stringify(errors)}`);
    }
    expect(blind).toEqual([]);
    console.log(`registry: ${fields.length} root fields, ${idLeaves(stage.schema).length} ids in inputs`);
  });
});
