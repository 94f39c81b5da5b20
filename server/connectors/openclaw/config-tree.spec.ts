import fc from 'fast-check';
import { depthOf, patchBetween, sameJson, valueAt, withoutValue, withValue } from './config-tree.js';
import { isRecord, type JsonRecord } from './loose-json.js';

/** RFC 7386, as a gateway applies it: null removes, objects merge, all else replaces. */
function merged(target: JsonRecord, patch: JsonRecord): JsonRecord {
  const result: JsonRecord = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    const below = result[key];
    if (value === null) delete result[key];
    else if (isRecord(value)) result[key] = merged(isRecord(below) ? below : {}, value);
    else result[key] = value;
  }
  return result;
}

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string(), { maxLength: 3 }));
const key = fc.constantFrom('a', 'b', 'c', 'd');
const tree = fc.letrec<{ tree: JsonRecord; node: unknown }>((tie) => ({
  tree: fc.dictionary(key, tie('node'), { maxKeys: 4, depthIdentifier: 'tree' }),
  node: fc.oneof({ depthIdentifier: 'tree', maxDepth: 3 }, leaf, tie('tree')),
})).tree;

it('a patch between two trees turns one into the other', () => {
  fc.assert(
    fc.property(tree, tree, (from, to) => sameJson(merged(from, patchBetween(from, to).patch), to)),
    { numRuns: 500 },
  );
});

it('setting a value and taking it away leaves the tree as it was', () => {
  fc.assert(
    fc.property(tree, fc.array(key, { minLength: 1, maxLength: 4 }), leaf, (before, path, value) => {
      fc.pre(isFree(before, path));
      const keep = Math.min(depthOf(before, path), path.length - 1);
      return sameJson(withoutValue(withValue(before, path, value), path, keep), before);
    }),
    { numRuns: 500 },
  );
});

it('names every list a patch replaces', () => {
  const from = { agents: { main: { tools: { deny: ['a', 'b'] }, model: { fallbacks: ['x'] } } } };
  expect(patchBetween(from, { agents: { main: { tools: { deny: ['*'] } } } })).toEqual({
    patch: { agents: { main: { tools: { deny: ['*'] }, model: null } } },
    replacePaths: ['agents.main.tools.deny', 'agents.main.model.fallbacks'],
  });
});

it('reads own keys only', () => {
  expect(valueAt({}, ['constructor', 'name'])).toBeUndefined();
  expect(valueAt({}, ['__proto__'])).toBeUndefined();
  expect(depthOf({ a: {} }, ['a', 'toString'])).toBe(1);
});

/** The path ends in nothing and runs through objects only. */
function isFree(before: JsonRecord, path: string[]): boolean {
  const depth = depthOf(before, path);
  return depth < path.length && isRecord(valueAt(before, path.slice(0, depth)) ?? before);
}
