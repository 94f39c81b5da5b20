import { type Digest, emptyRoot, MerkleError, nodeHash } from './merkle.js';

/**
 * All that appending to a Merkle tree needs: the number of leaves, and the roots of the perfect subtrees they form,
 * the largest first (one for every 1 bit of `size`). A plain value, so that it can be stored in a row.
 */
export interface CompactTree {
  readonly size: number;
  readonly peaks: readonly Digest[];
}

/** The root of the perfect subtree over the leaves [index * 2^level, (index + 1) * 2^level). Level 0 is the leaves. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Digest;
}

/** The tree without leaves. */
export function emptyTree(): CompactTree {
  return { size: 0, peaks: [] };
}

/** The tree with one leaf hash more. O(log n) and usually O(1); the given tree is not changed. */
export function appendLeaf(tree: CompactTree, leaf: Digest): CompactTree {
  return newNodes(tree, [leaf]).tree;
}

/**
 * Appends leaf hashes and says which interior nodes (level ≥ 1) they complete. Such a node never changes again:
 * stored once under (level, index), it serves every later proof (see tree-proofs.ts). On average one node a leaf.
 */
export function newNodes(
  tree: CompactTree,
  leaves: Iterable<Digest>,
): { tree: CompactTree; nodes: TreeNode[] } {
  const peaks = checkedPeaks(tree);
  const nodes: TreeNode[] = [];
  let size = tree.size;
  for (const leaf of leaves) {
    let hash = leaf;
    let index = size;
    // Every trailing 1 bit of the size is a finished subtree on the left that pairs with what we carry.
    for (let level = 1; index % 2 === 1; level++) {
      index = (index - 1) / 2;
      hash = nodeHash(peaks.pop() as Digest, hash);
      nodes.push({ level, index, hash });
    }
    peaks.push(hash);
    size++;
  }
  return { tree: { size, peaks }, nodes };
}

/** The root hash of the tree: the peaks folded from the right, SHA-256 of nothing for the empty tree. */
export function treeRoot(tree: CompactTree): Buffer {
  const peaks = checkedPeaks(tree);
  const last = peaks.pop();
  if (last === undefined) return emptyRoot();
  return Buffer.from(peaks.reduceRight((right, left) => nodeHash(left, right), last));
}

function checkedPeaks(tree: CompactTree): Digest[] {
  let expected = 0;
  for (let rest = tree.size; rest > 0; rest = Math.floor(rest / 2)) expected += rest % 2;
  if (!Number.isSafeInteger(tree.size) || tree.size < 0 || tree.peaks.length !== expected) {
    throw new MerkleError(`a tree of ${tree.size} leaves cannot have ${tree.peaks.length} peaks`);
  }
  return [...tree.peaks];
}
