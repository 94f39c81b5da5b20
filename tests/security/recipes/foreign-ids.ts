import { idLeaves, namedBy, withId } from './id-leaves.js';
import { codeOf, rawCall, type RawAnswer } from './raw-call.js';
import { urlOf, type Ready } from './recipe.js';
import { recipeOf } from './registry.js';
import type { Stage } from './stage.js';
import { changed } from './tables.js';

const missing = '01a20000-0000-7000-8000-000000000000';

/**
 * Puts an id of A, and one that nobody has, into every place for an id, as somebody who may do everything in B.
 * @returns how many places there are, and where the answers differ or A changed.
 */
export async function tryForeignIds(stage: Stage): Promise<{ places: number; faults: string[] }> {
  const leaves = idLeaves(stage.schema);
  const faults: string[] = [];
  for (const leaf of leaves) faults.push(...(await tryOne(stage, leaf)));
  return { places: leaves.length, faults };
}

async function tryOne(stage: Stage, leaf: string): Promise<string[]> {
  const { a, b, tables } = stage;
  const [field, where] = leaf.split(' ') as [string, string];
  const path = where.split('.');
  const foreign = a.landmarks[namedBy[leaf]!];
  const ready = await recipeOf(field).fresh(b, b.owner);
  const before = await tables.printsOf(a.id, a.owner.userId);
  const own = await send(stage, field, ready, withId(ready.variables, path, missing));
  const theirs = await send(stage, field, ready, withId(ready.variables, path, foreign));
  const moved = changed(before, await tables.printsOf(a.id, a.owner.userId));
  const faults: string[] = [];
  if (alike(theirs, foreign) !== alike(own, missing))
    faults.push(`${leaf}: ${alike(theirs, foreign)} instead of ${alike(own, missing)}`);
  if (moved.length > 0) faults.push(`${leaf}: changed ${moved.join(', ')}`);
  if (field.startsWith('Mutation.') && codeOf(own) === undefined && !own.text.includes('ApprovalNotFound'))
    faults.push(`${leaf}: an id that does not exist was taken: ${own.text.slice(0, 200)}`);
  return faults;
}

async function send(stage: Stage, field: string, ready: Ready, variables: unknown): Promise<RawAnswer> {
  const url = await urlOf(recipeOf(field), stage.b, ready);
  return rawCall(url, stage.b.owner, { query: stage.document(field), variables });
}

/** Everything but what names the request, with the id that was asked for blanked. */
function alike({ status, headers, text }: RawAnswer, id: string): string {
  const blank = text.replaceAll(id, 'ID').replace(/"requestId":"[^"]*"/g, '"requestId":""');
  return JSON.stringify([status, headers, blank]);
}
