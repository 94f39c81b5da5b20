import {
  consistencyRanges,
  type Digest,
  inclusionRanges,
  type LeafRange,
  MerkleError,
  nodeHash,
} from './merkle.js';

/** Where a stored hash lives: level 0 is the leaves, level k the roots of perfect subtrees of 2^k leaves. */
export interface NodeAddress {
  readonly level: number;
  readonly index: number;
}

/** Reads stored hashes, in the order asked. All that a proof needs is asked in one call: one round trip. */
export type GetNodes = (wanted: readonly NodeAddress[]) => Promise<readonly Digest[]>;

/** The inclusion proof of leaf `index` in the tree of `size` leaves, from at most 2 log2(size) stored hashes. */
export function storedInclusionProof(index: number, size: number, getNodes: GetNodes): Promise<Buffer[]> {
  return rangeHashes(inclusionRanges(index, size), getNodes);
}

/** The consistency proof between the trees of `m` and `n` leaves, from at most 2 log2(n) stored hashes. */
export function storedConsistencyProof(m: number, n: number, getNodes: GetNodes): Promise<Buffer[]> {
  return rangeHashes(consistencyRanges(m, n), getNodes);
}

/** The root of the tree of `size` (≥ 1) leaves, from at most log2(size) + 1 stored hashes. */
export async function storedRoot(size: number, getNodes: GetNodes): Promise<Buffer> {
  const [root] = await rangeHashes([[0, size]], getNodes);
  if (root === undefined) throw new MerkleError(`a tree of ${size} leaves has no stored root`);
  return root;
}

async function rangeHashes(ranges: readonly LeafRange[], getNodes: GetNodes): Promise<Buffer[]> {
  const parts = ranges.map(perfectSubtrees);
  const wanted = parts.flat();
  const found = wanted.length === 0 ? [] : await getNodes(wanted);
  if (found.length !== wanted.length || found.some((hash) => hash?.length !== 32)) {
    throw new MerkleError(`${wanted.length} stored tree nodes were asked for and not all were found`);
  }
  let offset = 0;
  return parts.map((part) => {
    const hashes = found.slice(offset, (offset += part.length));
    return Buffer.from(hashes.reduceRight((right, left) => nodeHash(left, right)));
  });
}

/** The perfect subtrees that tile a range, left to right. Proof ranges start aligned, so sizes only fall. */
function perfectSubtrees([start, end]: LeafRange): NodeAddress[] {
  const tiles: NodeAddress[] = [];
  for (let from = start; from < end;) {
    let [level, width] = [0, 1];
    while (from % (width * 2) === 0 && from + width * 2 <= end) [level, width] = [level + 1, width * 2];
    tiles.push({ level, index: from / width });
    from += width;
  }
  return tiles;
}
