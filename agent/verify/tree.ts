import { digestOf, nodeOf } from './digests.js';

/** A growing Merkle tree (RFC 6962) that keeps one hash per level: the perfect subtree that waits for its sibling. */
export class GrowingTree {
  size = 0;
  readonly #waiting: (string | null)[] = [];

  /** Adds a leaf hash. */
  add(leaf: string): void {
    let hash = leaf;
    let level = 0;
    for (let left = this.#waiting[0]; left; left = this.#waiting[level]) {
      hash = nodeOf(left, hash);
      this.#waiting[level++] = null;
    }
    this.#waiting[level] = hash;
    this.size++;
  }

  /** The root over all leaves so far. */
  root(): string {
    let root: string | null = null;
    for (const hash of this.#waiting) {
      if (hash !== null) root = root === null ? hash : nodeOf(hash, root);
    }
    return root ?? digestOf('');
  }
}

/**
 * The root that an inclusion proof leads to, straight from the definition in RFC 6962 section 2.1.1, top down;
 * undefined when the proof has the wrong length for this leaf and size.
 */
export function rootByInclusion(
  index: number,
  size: number,
  leaf: string,
  proof: readonly string[],
): string | undefined {
  const rest = [...proof];
  const climb = (at: number, count: number): string | undefined => {
    if (count === 1) return leaf;
    const sibling = rest.pop();
    const split = splitOf(count);
    const below = at < split ? climb(at, split) : climb(at - split, count - split);
    if (sibling === undefined || below === undefined) return undefined;
    return at < split ? nodeOf(below, sibling) : nodeOf(sibling, below);
  };
  const root = index >= 0 && index < size ? climb(index, size) : undefined;
  return rest.length === 0 ? root : undefined;
}

/** One tree: how many leaves, and the root over them. */
export interface TreeHead {
  readonly size: number;
  readonly root: string;
}

/** Whether the proof shows that `older` is a prefix of `newer`, from the definition in RFC 6962 section 2.1.2, top down. */
export function isConsistent(older: TreeHead, newer: TreeHead, proof: readonly string[]): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && older.root === newer.root;
  if (older.size === 0) return proof.length === 0 && older.root === digestOf('');
  const rest = [...proof];
  const climb = (old: number, count: number, isPrefix: boolean): [string, string] | undefined => {
    if (old === count) {
      const known = isPrefix ? older.root : rest.pop();
      return known === undefined ? undefined : [known, known];
    }
    const sibling = rest.pop();
    const split = splitOf(count);
    const below = old <= split ? climb(old, split, isPrefix) : climb(old - split, count - split, false);
    if (sibling === undefined || below === undefined) return undefined;
    const [oldHash, newHash] = below;
    // On the left the sibling is younger than the old tree; on the right it belongs to both.
    return old <= split
      ? [oldHash, nodeOf(newHash, sibling)]
      : [nodeOf(sibling, oldHash), nodeOf(sibling, newHash)];
  };
  const roots = climb(older.size, newer.size, true);
  return rest.length === 0 && roots !== undefined && roots[0] === older.root && roots[1] === newer.root;
}

/** The largest power of two below `count` (> 1). */
function splitOf(count: number): number {
  const power = 2 ** Math.floor(Math.log2(count - 1));
  return power * 2 < count ? power * 2 : power;
}
