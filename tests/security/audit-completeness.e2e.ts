import { rootFields } from './recipes/full-document.js';
import { idLeaves, withId } from './recipes/id-leaves.js';
import { codeOf, rawCall, type RawAnswer } from './recipes/raw-call.js';
import { urlOf, type Ready } from './recipes/recipe.js';
import { recipeOf } from './recipes/registry.js';
import { Stage } from './recipes/stage.js';
import { Tables } from './recipes/tables.js';

type Told = { org_id: string; type: string; outcome: string; code: string | null };

const missing = '01a20000-0000-7000-8000-000000000000';

/** E7: every mutation leaves a row when it happens, and a row when it is refused. */
describe('the log tells of every mutation', () => {
  let stage: Stage;
  let mutations: string[];
  beforeAll(async () => {
    stage = await Stage.set();
    mutations = rootFields(stage.schema).filter((field) => field.startsWith('Mutation.'));
  });
  afterAll(() => stage.stop());

  /** Sends it, and says what the log has to say about it. */
  async function told(field: string, ready: Ready, variables: unknown = ready.variables) {
    const tables = ready.app ? await Tables.of(ready.app.database) : stage.tables;
    const url = await urlOf(recipeOf(field), stage.a, ready);
    const since = await tables.newestEvents();
    const answer = await rawCall(url, ready.by ?? stage.a.owner, { query: stage.document(field), variables });
    const events: Told[] = await tables.eventsBeyond(since);
    if (ready.app) {
      await tables.close();
      await ready.app.stop();
    }
    return { answer, events };
  }

  it('when it succeeds', async () => {
    const silent: string[] = [];
    const exempt = mutations.filter((field) => recipeOf(field).leavesNoRow);
    for (const field of mutations.filter((name) => !exempt.includes(name))) {
      const { answer, events } = await told(field, await recipeOf(field).fresh(stage.a, stage.a.owner));
      const own = events.filter(({ outcome, type }) => outcome === 'SUCCESS' && type !== 'request.refused');
      if (codeOf(answer) || own.length === 0) silent.push(`${field}: ${describeAll(answer, events)}`);
    }
    console.log(`E7 success: ${mutations.length} mutations, ${silent.length} left no row`);
    expect(silent).toEqual([]);
    // Whoever asks to be paired is nobody's yet; taking them in and sending them away are told.
    expect(exempt).toEqual(['Mutation.startHostPairing']);
  });

  it('when it is refused for who asks', async () => {
    const silent: string[] = [];
    const never = mutations.filter((field) => recipeOf(field).refused === null);
    for (const field of mutations.filter((name) => !never.includes(name))) {
      const { answer, events } = await told(field, await refusal(field));
      const own = events.filter(({ outcome, code }) => outcome === 'REFUSED' && code !== null);
      if (own.length === 0) silent.push(`${field}: ${describeAll(answer, events)}`);
    }
    console.log(
      `E7 refusal: ${mutations.length - never.length} mutations, ${silent.length} left no row; never refused: ${never.join(', ')}`,
    );
    expect(silent).toEqual([]);
    expect(never).toEqual(['Mutation.logout']);
  });

  it('when it names something that is not there', async () => {
    const silent: string[] = [];
    const leaves = idLeaves(stage.schema).filter((leaf) => leaf.startsWith('Mutation.'));
    for (const leaf of leaves) {
      const [field, where] = leaf.split(' ') as [string, string];
      const ready = await recipeOf(field).fresh(stage.a, stage.a.owner);
      const { answer, events } = await told(field, ready, withId(ready.variables, where.split('.'), missing));
      const own = events.filter(({ outcome, code }) => outcome === 'REFUSED' && code !== null);
      if (own.length === 0) silent.push(`${leaf}: ${describeAll(answer, events)}`);
    }
    console.log(`E7 missing id: ${leaves.length} places for an id, ${silent.length} left no row`);
    expect(silent).toEqual([]);
  });

  /** The nearest refusal: its own, or of somebody whose rights do not reach. */
  async function refusal(field: string): Promise<Ready> {
    const own = recipeOf(field).refused;
    if (own) return own(stage.a);
    const ready = await recipeOf(field).fresh(stage.a, stage.a.owner);
    const isForPeople = stage.access().get(field)!.kind === 'signed-in';
    const by = isForPeople
      ? await stage.a.organization.serviceToken(['agents:read'])
      : await stage.a.member('VIEWER');
    // Checking the log is open to more than viewers are; nothing is open to a token with one scope.
    return { variables: ready.variables, by };
  }
});

const describeAll = (answer: RawAnswer, events: Told[]) =>
  `${answer.text.slice(0, 150)} / ${events.map(({ type, outcome }) => `${type} ${outcome}`).join(', ') || 'nothing'}`;
