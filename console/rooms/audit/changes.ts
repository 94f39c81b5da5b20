/** One place in what was recorded: a value that is now another, or a plain detail. */
export interface Change {
  /** `rule.risk`, `hosts[0].name`. */
  path: string;
  /** As readable text; undefined where there was nothing. */
  before?: string;
  after?: string;
}

export interface Changes {
  changed: readonly Change[];
  /** Recorded on both sides and equal. */
  same: readonly Change[];
}

const deepest = 8;

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isSmall = (value: object): boolean =>
  Object.keys(value).length === 0 || (Array.isArray(value) && !value.some(isTree));

function pathOf(parent: string, key: string, inList: boolean): string {
  if (inList) return `${parent}[${key}]`;
  const plain = /^[\w-]+$/.test(key);
  if (!plain) return `${parent}[${JSON.stringify(key)}]`;
  return parent === '' ? key : `${parent}.${key}`;
}

/** Leaves of a tree by path. Lists of plain values are one value; so is whatever lies very deep. */
function leavesOf(value: unknown, path = '', depth = 0): Map<string, unknown> {
  if (!isTree(value) || isSmall(value) || depth === deepest) return new Map([[path, value]]);
  const inList = Array.isArray(value);
  return new Map(
    Object.entries(value).flatMap(([key, child]) => [
      ...leavesOf(child, pathOf(path, key, inList), depth + 1),
    ]),
  );
}

/** A value as people read it: strings bare unless they could be taken for something else, the rest as JSON. */
export function readable(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return /^$|^\s|\s$|^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|["[{].*)$/.test(value)
    ? JSON.stringify(value)
    : value;
}

/**
 * What differs between two recorded states, in the order of the newer one; what was taken away comes last.
 * @param before null when nothing was recorded: then everything of `after` counts as changed
 */
export function changesBetween(before: unknown, after: unknown): Changes {
  const old = isTree(before) ? leavesOf(before) : new Map<string, unknown>();
  const now = isTree(after) ? leavesOf(after) : new Map<string, unknown>();
  const all = [...new Set([...now.keys(), ...old.keys()])].map((path): Change & { equal: boolean } => ({
    path,
    before: old.has(path) ? readable(old.get(path)) : undefined,
    after: now.has(path) ? readable(now.get(path)) : undefined,
    equal: old.has(path) && now.has(path) && JSON.stringify(old.get(path)) === JSON.stringify(now.get(path)),
  }));
  const bare = ({ equal: _equal, ...change }: Change & { equal: boolean }): Change => change;
  return {
    changed: all.filter(({ equal }) => !equal).map(bare),
    same: all.filter(({ equal }) => equal).map(bare),
  };
}
