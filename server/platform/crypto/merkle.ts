import { hash } from 'node:crypto';

/** A proof or a proof request that makes no sense: an index outside the tree, a size beyond the leaves at hand. */
export class MerkleError extends Error {
  override readonly name = 'MerkleError';
}

/** A SHA-256 digest: 32 bytes. */
export type Digest = Uint8Array;
/** The leaves `[start, end)` of a tree. A proof is a list of the hashes of such ranges. */
export type LeafRange = readonly [start: number, end: number];

const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;

/** RFC 6962 section 2.1: the hash of one log entry, SHA-256(0x00 ‖ entry). Everything below works on these hashes. */
export function leafHash(entry: Uint8Array): Buffer {
  const input = Buffer.allocUnsafe(1 + entry.length);
  input[0] = LEAF_PREFIX;
  input.set(entry, 1);
  return hash('sha256', input, 'buffer');
}

/** RFC 6962 section 2.1: the hash of an interior node, SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Digest, right: Digest): Buffer {
  const input = Buffer.allocUnsafe(1 + left.length + right.length);
  input[0] = NODE_PREFIX;
  input.set(left, 1);
  input.set(right, 1 + left.length);
  return hash('sha256', input, 'buffer');
}

/** The root of the tree without leaves: SHA-256 of nothing. */
export function emptyRoot(): Buffer {
  return hash('sha256', '', 'buffer');
}

/** The root over the first `size` leaf hashes. Throws MerkleError when there are fewer leaves. */
export function merkleRoot(leaves: readonly Digest[], size: number = leaves.length): Buffer {
  requireSize(size, leaves.length);
  return size === 0 ? emptyRoot() : rangeRoot(leaves, [0, size]);
}

/** The audit path of leaf `index` in the tree of the first `size` leaves (RFC 6962 section 2.1.1), leaf side first. */
export function inclusionProof(leaves: readonly Digest[], index: number, size: number): Buffer[] {
  requireSize(size, leaves.length);
  return inclusionRanges(index, size).map((range) => rangeRoot(leaves, range));
}

/** The proof that the tree of the first `m` leaves is a prefix of that of the first `n` (RFC 6962 section 2.1.2). */
export function consistencyProof(leaves: readonly Digest[], m: number, n: number): Buffer[] {
  requireSize(n, leaves.length);
  return consistencyRanges(m, n).map((range) => rangeRoot(leaves, range));
}

/** Which ranges' hashes make up the inclusion proof of leaf `index` in a tree of `size` leaves. */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!isCount(index) || !isCount(size) || index >= size) {
    throw new MerkleError(`leaf ${index} is not in a tree of ${size} leaves`);
  }
  const ranges: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      ranges.unshift([middle, end]);
      end = middle;
    } else {
      ranges.unshift([start, middle]);
      start = middle;
    }
  }
  return ranges;
}

/** Which ranges' hashes make up the consistency proof between the trees of `m` and of `n` leaves. */
export function consistencyRanges(m: number, n: number): LeafRange[] {
  if (!isCount(m) || !isCount(n) || m > n) throw new MerkleError(`no proof leads from ${m} leaves to ${n}`);
  if (m === 0 || m === n) return [];
  const ranges: LeafRange[] = [];
  let [start, end] = [0, n];
  while (m < end) {
    const middle = start + splitPoint(end - start);
    if (m <= middle) {
      ranges.unshift([middle, end]);
      end = middle;
    } else {
      ranges.unshift([start, middle]);
      start = middle;
    }
  }
  // The old tree itself is left out: whoever verifies already has its root.
  return start === 0 ? ranges : [[start, end], ...ranges];
}

/** Where RFC 6962 splits `count` (> 1) leaves: the largest power of two smaller than `count`. */
export function splitPoint(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

function rangeRoot(leaves: readonly Digest[], [start, end]: LeafRange): Buffer {
  if (end - start === 1) return Buffer.from(leaves[start] as Digest);
  const middle = start + splitPoint(end - start);
  return nodeHash(rangeRoot(leaves, [start, middle]), rangeRoot(leaves, [middle, end]));
}

function requireSize(size: number, available: number): void {
  if (!isCount(size) || size > available) {
    throw new MerkleError(`a tree of ${size} leaves was asked for, ${available} are at hand`);
  }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
