import { randomUUID } from 'node:crypto';
import type { WireError } from '../../server/testing/graphql-caller.js';
import { rootFields } from './recipes/full-document.js';
import { codeOf, rawCall, type RawAnswer } from './recipes/raw-call.js';
import { urlOf, type Ready } from './recipes/recipe.js';
import { recipeOf } from './recipes/registry.js';
import { Stage } from './recipes/stage.js';
import { changed, Tables } from './recipes/tables.js';

const atOnce = 20;
/** Every mutation in turn, some on a server of their own. */
const allLimitMs = 900_000;

/** A mutation that is ready to be sent, again and again, with one key. */
interface Shot {
  tables: Tables;
  send(document?: string): Promise<RawAnswer>;
  done(): Promise<void>;
}

/** R6: whoever is not sure that it arrived sends it again. */
describe('a mutation sent again with its idempotency key', () => {
  let stage: Stage;
  let mutations: string[];
  beforeAll(async () => {
    stage = await Stage.set();
    mutations = rootFields(stage.schema).filter((field) => field.startsWith('Mutation.'));
  });
  afterAll(() => stage.stop());

  async function load(field: string): Promise<Shot> {
    const ready: Ready = await recipeOf(field).fresh(stage.a, stage.a.owner);
    await stage.a.forgetAttempts();
    const url = await urlOf(recipeOf(field), stage.a, ready);
    const tables = ready.app ? await Tables.of(ready.app.database) : stage.tables;
    const idempotencyKey = randomUUID();
    const send = (query = stage.document(field)) =>
      rawCall(url, ready.by ?? stage.a.owner, { query, variables: ready.variables }, { idempotencyKey });
    const done = async () => {
      if (!ready.app) return;
      await tables.close();
      await ready.app.stop();
    };
    return { tables, send, done };
  }

  it(
    'answers as the first time and happens once; another request under that key is refused',
    async () => {
      const faults: string[] = [];
      for (const field of mutations) {
        const shot = await load(field);
        const first = await shot.send();
        const before = await shot.tables.allPrints({ log: false });
        const again = await shot.send();
        const other = await shot.send(`${stage.document(field)} # another body`);
        const moved = changed(before, await shot.tables.allPrints({ log: false }));
        await shot.done();
        if (codeOf(first)) faults.push(`${field} failed: ${first.text.slice(0, 200)}`);
        if (plain(again) !== plain(first))
          faults.push(`${field} answered ${plain(again)} instead of ${plain(first)}`);
        if (moved.length > 0) faults.push(`${field} changed ${moved.join(', ')} when repeated`);
        // Whoever is signed out already is told so, whatever key they send.
        if (codeOf(other) !== 'CONFLICT' && recipeOf(field).refused !== null)
          faults.push(`${field} took another body: ${other.text.slice(0, 200)}`);
      }
      console.log(`R6 again: ${mutations.length} mutations × 2 retries, ${faults.length} with faults`);
      expect(faults).toEqual([]);
    },
    allLimitMs,
  );

  it(
    'happens once when it arrives twenty times at the same moment',
    async () => {
      const faults: string[] = [];
      for (const field of mutations) {
        const once = await effectOf(field, 1);
        const storm = await effectOf(field, atOnce);
        if (storm.effect !== once.effect) faults.push(`${field}: ${storm.effect} instead of ${once.effect}`);
        faults.push(...storm.strange.map((text) => `${field} answered ${text}`));
      }
      console.log(`R6 at once: ${mutations.length} mutations × ${atOnce}, ${faults.length} with faults`);
      expect(faults).toEqual([]);
    },
    allLimitMs,
  );

  it('may be one mutation only: a second one would be given the first one’s answer', async () => {
    const [one, other] = [await stage.a.connector(), await stage.a.connector()];
    const both = `mutation { a: disableConnector(id: "${one}") { state } b: disableConnector(id: "${other}") { state } }`;
    expect(await stage.a.owner.refusal(both, {}, { idempotencyKey: randomUUID() })).toBe('INVALID_INPUT');
    const hidden = `mutation { ...Two } fragment Two on Mutation ${both.slice('mutation '.length)}`;
    expect(await stage.a.owner.refusal(hidden, {}, { idempotencyKey: randomUUID() })).toBe('INVALID_INPUT');
    const named = `mutation { __typename disableConnector(id: "${one}") { state } }`;
    expect(await stage.a.owner.gql(named, {}, { idempotencyKey: randomUUID() })).toMatchObject({
      __typename: 'Mutation',
    });
    expect((await stage.a.owner.gql(both.replace(one, other), {})).b).toEqual({ state: 'DISABLED' });
  });

  /** What so many arrivals at once did: rows added per table and events told, and answers that are neither the one answer nor "again, please". */
  async function effectOf(field: string, times: number): Promise<{ effect: string; strange: string[] }> {
    const shot = await load(field);
    const { tables } = shot;
    const [counted, known] = [await tables.counts(), await tables.newestEvents()];
    const answers = await Promise.all(Array.from({ length: times }, () => shot.send()));
    const after = await tables.counts();
    const added = Object.keys(after).filter((name) => after[name] !== counted[name]);
    const events = (await tables.eventsBeyond(known)).filter(({ outcome }) => outcome === 'SUCCESS');
    await shot.done();
    const good = answers.filter((answer) => codeOf(answer) === undefined);
    const bad = answers.filter((answer) => codeOf(answer) !== undefined && !isRetryable(answer));
    const distinct = [...new Set(good.map(plain))];
    return {
      effect: JSON.stringify([
        added.map((name) => `${name} ${after[name]! - counted[name]!}`),
        events.map(({ type }) => type),
      ]),
      strange: [...bad.map(plain), ...distinct.slice(1), ...(good.length === 0 ? ['nobody'] : [])],
    };
  }
});

/** What a client gets to see of an answer, the request's own id left out. */
function plain({ status, headers, text }: RawAnswer): string {
  const cookies = headers.filter(([name]) => name === 'set-cookie');
  return JSON.stringify([status, cookies, text.replace(/"requestId":"[^"]*"/g, '')]);
}

function isRetryable({ text }: RawAnswer): boolean {
  return (JSON.parse(text) as { errors: WireError[] }).errors[0]!.extensions.retryable === true;
}
