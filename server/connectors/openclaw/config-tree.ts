import { isRecord, type JsonRecord } from './loose-json.js';

/** A place in a configuration, such as ['agents', 'entries', 'main', 'model']. */
export type ConfigPath = readonly string[];

/** A JSON merge patch (RFC 7386) and the lists in it that are to be replaced, not merged, in dotted form. */
export interface TreePatch {
  patch: JsonRecord;
  replacePaths: string[];
}

/** The value at a path; undefined when there is none. */
export function valueAt(tree: JsonRecord, path: ConfigPath): unknown {
  let value: unknown = tree;
  for (const key of path) {
    if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** How many keys of the path exist. */
export function depthOf(tree: JsonRecord, path: ConfigPath): number {
  let value: unknown = tree;
  let depth = 0;
  while (depth < path.length && isRecord(value) && Object.hasOwn(value, path[depth] ?? '')) {
    value = value[path[depth] ?? ''];
    depth += 1;
  }
  return depth;
}

/** A copy with the value at the path set; what lies in the way is replaced by objects. */
export function withValue(tree: JsonRecord, path: ConfigPath, value: unknown): JsonRecord {
  const [key, ...rest] = path;
  if (key === undefined) return tree;
  const below = Object.hasOwn(tree, key) ? tree[key] : undefined;
  return { ...tree, [key]: rest.length === 0 ? value : withValue(isRecord(below) ? below : {}, rest, value) };
}

/** A copy without the value at the path; parents left empty go too, down to the first `keep` keys of the path. */
export function withoutValue(tree: JsonRecord, path: ConfigPath, keep: number): JsonRecord {
  const [key, ...rest] = path;
  if (key === undefined || !Object.hasOwn(tree, key)) return tree;
  const below = tree[key];
  const less = rest.length > 0 && isRecord(below) ? withoutValue(below, rest, keep - 1) : undefined;
  if (less !== undefined && (keep > 0 || Object.keys(less).length > 0)) return { ...tree, [key]: less };
  const { [key]: _gone, ...others } = tree;
  return others;
}

/** The patch that turns one tree into another. */
export function patchBetween(from: JsonRecord, to: JsonRecord, at: ConfigPath = []): TreePatch {
  const patch: JsonRecord = {};
  const replacePaths: string[] = [];
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const [before, after] = [from[key], to[key]];
    const path = [...at, key];
    if (sameJson(before, after)) continue;
    if (isRecord(before) && isRecord(after)) {
      const below = patchBetween(before, after, path);
      patch[key] = below.patch;
      replacePaths.push(...below.replacePaths);
    } else {
      patch[key] = after === undefined ? null : after;
      replacePaths.push(...listsIn(before, path), ...listsIn(after, path));
    }
  }
  return { patch, replacePaths: [...new Set(replacePaths)] };
}

/** Equal as JSON, whatever the order of keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  }
  if (!isRecord(a) || !isRecord(b)) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

function listsIn(value: unknown, path: ConfigPath): string[] {
  if (Array.isArray(value)) return [path.join('.')];
  if (!isRecord(value)) return [];
  return Object.keys(value).flatMap((key) => listsIn(value[key], [...path, key]));
}
