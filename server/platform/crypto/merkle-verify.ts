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
  const { index, size } = claim;
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (![claim.leaf, claim.root, ...proof].every(isDigest)) return false;
  let node = index;
  let last = size - 1;
  let hash: Digest = claim.leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && timingSafeEqual(hash, claim.root);
}

/**
 * Whether the proof shows the claim; never throws. RFC 9162 section 2.1.4.2.
 * Two trees of one size need equal roots and an empty proof; the empty tree is a prefix of every tree.
 */
export function verifyConsistency(claim: ConsistencyClaim, proof: readonly Digest[]): boolean {
  const { oldSize, newSize, oldRoot, newRoot } = claim;
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize) return false;
  if (![oldRoot, newRoot, ...proof].every(isDigest)) return false;
  if (oldSize === newSize) return proof.length === 0 && timingSafeEqual(oldRoot, newRoot);
  if (oldSize === 0) return proof.length === 0 && timingSafeEqual(oldRoot, emptyRoot());
  return proof.length > 0 && climb(claim, isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof);
}

function climb(claim: ConsistencyClaim, path: readonly Digest[]): boolean {
  let node = claim.oldSize - 1;
  let last = claim.newSize - 1;
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let oldHash = path[0] as Digest;
  let newHash = oldHash;
  for (const sibling of path.slice(1)) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && timingSafeEqual(oldHash, claim.oldRoot) && timingSafeEqual(newHash, claim.newRoot);
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

function isDigest(value: unknown): boolean {
  return value instanceof Uint8Array && value.length === 32;
}
