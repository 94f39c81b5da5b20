import { timingSafeEqual } from 'node:crypto';
import { type Digest, emptyRoot, nodeHash } from './merkle.js';

/** What an inclusion proof claims: that `leaf` is number `index` (from 0) of the `size` leaves under `root`. */
export interface InclusionClaim {
  index: number;
  size: number;
  leaf: Digest;
  root: Digest;
}

/** What a consistency proof claims: that the tree (oldSize, oldRoot) is a prefix of the tree (newSize, newRoot). */
export interface ConsistencyClaim {
  oldSize: number;
  oldRoot: Digest;
  newSize: number;
  newRoot: Digest;
}

/** Whether the proof shows the claim. Never throws: whatever is malformed is simply not proven. RFC 9162 section 2.1.3.2. */
export function verifyInclusion(claim: InclusionClaim, proof: readonly Digest[]): boolean {
  const { index, size, leaf, root } = claim;
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (!areDigests([leaf, root, ...proof])) return false;
  const top = climb({ node: index, last: size - 1, low: leaf, high: leaf }, proof);
  return top !== null && timingSafeEqual(top.high, root);
}

/**
 * Whether the proof shows the claim; never throws. RFC 9162 section 2.1.4.2.
 * Two trees of one size need equal roots and an empty proof; the empty tree is a prefix of every tree.
 */
export function verifyConsistency(claim: ConsistencyClaim, proof: readonly Digest[]): boolean {
  const { oldSize, newSize, oldRoot, newRoot } = claim;
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize) return false;
  if (!areDigests([oldRoot, newRoot, ...proof])) return false;
  if (oldSize === newSize) return proof.length === 0 && timingSafeEqual(oldRoot, newRoot);
  if (oldSize === 0) return proof.length === 0 && timingSafeEqual(oldRoot, emptyRoot());
  return growsFrom(claim, isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof);
}

function growsFrom(claim: ConsistencyClaim, [first, ...path]: readonly Digest[]): boolean {
  if (first === undefined) return false;
  let node = claim.oldSize - 1;
  let last = claim.newSize - 1;
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  const top = climb({ node, last, low: first, high: first }, path);
  return top !== null && timingSafeEqual(top.low, claim.oldRoot) && timingSafeEqual(top.high, claim.newRoot);
}

/**
 * A way up the tree: at `node` of the nodes 0 to `last` of one level. `high` hashes everything met so far, `low` only
 * what lies to the left, which is what an older tree consisted of.
 */
interface Climb {
  node: number;
  last: number;
  low: Digest;
  high: Digest;
}

/** Follows the path to the top; null when it is longer or shorter than the tree is high. */
function climb(from: Climb, path: readonly Digest[]): Climb | null {
  let { node, last, low, high } = from;
  for (const sibling of path) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      low = nodeHash(sibling, low);
      high = nodeHash(sibling, high);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      high = nodeHash(high, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 ? { node, last, low, high } : null;
}

// Sizes reach beyond 32 bits, so no bit operators here.
function half(value: number): number {
  return Math.floor(value / 2);
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value)) && 2 ** Math.log2(value) === value;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function areDigests(values: readonly unknown[]): boolean {
  return values.every((value) => value instanceof Uint8Array && value.length === 32);
}
