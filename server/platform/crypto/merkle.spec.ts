import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { appendLeaf, type CompactTree, emptyTree, newNodes, treeRoot } from './compact-tree.js';
import {
  consistencyProof,
  emptyRoot,
  inclusionProof,
  leafHash,
  MerkleError,
  merkleRoot,
  nodeHash,
} from './merkle.js';
import { verifyConsistency, verifyInclusion } from './merkle-verify.js';
import { type GetNodes, storedConsistencyProof, storedInclusionProof, storedRoot } from './tree-proofs.js';

/** The entries and roots used by the reference implementations of RFC 6962. */
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const LEAVES = ENTRIES.map((hex) => leafHash(Buffer.from(hex, 'hex')));

describe('Merkle tree (RFC 6962)', () => {
  it('reaches the published roots, whole and leaf by leaf', () => {
    let tree = emptyTree();
    ROOTS.forEach((root, size) => {
      expect(merkleRoot(LEAVES, size).toString('hex')).toBe(root);
      expect(treeRoot(tree).toString('hex')).toBe(root);
      if (size < LEAVES.length) tree = appendLeaf(tree, LEAVES[size]!);
    });
  });

  it('gives the published audit paths', () => {
    expect(hex(inclusionProof(LEAVES, 0, 1))).toEqual([]);
    expect(hex(inclusionProof(LEAVES, 0, 8))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(hex(consistencyProof(LEAVES, 6, 8))).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  it('proves every leaf of every size, and every older size, up to 40 leaves; stored nodes give the same proofs', async () => {
    const leaves = randomLeaves(40);
    const { get } = store(leaves);
    for (let n = 1; n <= leaves.length; n++) {
      const root = merkleRoot(leaves, n);
      expect(await storedRoot(n, get)).toEqual(root);
      for (let index = 0; index < n; index++) {
        const proof = inclusionProof(leaves, index, n);
        expect(verifyInclusion({ index, size: n, leaf: leaves[index]!, root }, proof)).toBe(true);
        expect(await storedInclusionProof(index, n, get)).toEqual(proof);
      }
      for (let m = 0; m <= n; m++) {
        const proof = consistencyProof(leaves, m, n);
        const claim = { oldSize: m, oldRoot: merkleRoot(leaves, m), newSize: n, newRoot: root };
        expect(verifyConsistency(claim, proof)).toBe(true);
        expect(await storedConsistencyProof(m, n, get)).toEqual(proof);
      }
    }
  });

  it('refuses a proof with any one thing changed', () => {
    const leaves = randomLeaves(70);
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 70 }),
        fc.nat(),
        fc.nat(),
        fc.nat(6),
        (size, pick, spot, kind) => {
          const index = pick % size;
          const claim = { index, size, leaf: leaves[index]! as Uint8Array, root: merkleRoot(leaves, size) };
          const proof = inclusionProof(leaves, index, size);
          const [badClaim, badProof] = mutate(claim, proof, spot, kind);
          expect(verifyInclusion(claim, proof)).toBe(true);
          expect(verifyInclusion(badClaim, badProof)).toBe(false);
        },
      ),
      { numRuns: 1_000, seed: 6962 },
    );
  });

  it('refuses a consistency proof for a history that was rewritten', () => {
    const leaves = randomLeaves(70);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 70 }), fc.nat(), fc.nat(), (newSize, pick, spot) => {
        const oldSize = 1 + (pick % (newSize - 1));
        const forged = [...leaves];
        forged[spot % oldSize] = randomBytes(32);
        const oldRoot = merkleRoot(leaves, oldSize);
        const claim = { oldSize, oldRoot, newSize, newRoot: merkleRoot(forged, newSize) };
        expect(verifyConsistency(claim, consistencyProof(forged, oldSize, newSize))).toBe(false);
        expect(verifyConsistency(claim, consistencyProof(leaves, oldSize, newSize))).toBe(false);
      }),
      { numRuns: 500, seed: 9162 },
    );
  });

  it('treats the empty tree as a prefix of every tree, with nothing to prove', () => {
    const claim = { oldSize: 0, oldRoot: emptyRoot(), newSize: 5, newRoot: merkleRoot(LEAVES, 5) };
    expect(verifyConsistency(claim, [])).toBe(true);
    expect(verifyConsistency({ ...claim, oldRoot: randomBytes(32) }, [])).toBe(false);
    expect(verifyConsistency(claim, [randomBytes(32)])).toBe(false);
  });

  it('says what is wrong with a request that makes no sense', () => {
    expect(() => inclusionProof(LEAVES, 5, 5)).toThrow('leaf 5 is not in a tree of 5 leaves');
    expect(() => inclusionProof(LEAVES, -1, 5)).toThrow(MerkleError);
    expect(() => inclusionProof(LEAVES, 0, 9)).toThrow('a tree of 9 leaves was asked for, 8 are at hand');
    expect(() => consistencyProof(LEAVES, 6, 5)).toThrow('no proof leads from 6 leaves to 5');
    expect(() => merkleRoot(LEAVES, 1.5)).toThrow(MerkleError);
    expect(() => treeRoot({ size: 3, peaks: [LEAVES[0]!] })).toThrow('cannot have 1 peaks');
  });

  it('fails loudly when a stored node is missing', async () => {
    await expect(storedInclusionProof(3, 8, async () => [])).rejects.toThrow('not all were found');
  });

  it('stores just the nodes that proofs ask for, however the leaves arrive in batches', async () => {
    const leaves = randomLeaves(3_000);
    const { get, tree } = store(leaves);
    expect(treeRoot(tree)).toEqual(merkleRoot(leaves));
    for (const index of [0, 1, 1_023, 1_024, 2_047, 2_999]) {
      expect(await storedInclusionProof(index, 3_000, get)).toEqual(inclusionProof(leaves, index, 3_000));
      expect(await storedConsistencyProof(index, 3_000, get)).toEqual(consistencyProof(leaves, index, 3_000));
    }
  });

  it('proves in a tree of 1,000,000 leaves with O(log n) reads in one call', async () => {
    // All leaves are the same here, so that each level has one hash and the tree needs not be built.
    const leaf = leafHash(Buffer.of(7));
    const levels: Buffer[] = [leaf];
    for (let level = 0; level < 20; level++) levels.push(nodeHash(levels[level]!, levels[level]!));
    const reads = { calls: 0, nodes: 0 };
    const get: GetNodes = async (wanted) => {
      reads.calls++;
      reads.nodes += wanted.length;
      return wanted.map(({ level }) => levels[level]!);
    };
    const [size, oldSize] = [1_000_000, 654_321];
    const [root, oldRoot] = [await storedRoot(size, get), await storedRoot(oldSize, get)];
    const proof = await storedInclusionProof(777_777, size, get);
    expect(verifyInclusion({ index: 777_777, size, leaf, root }, proof)).toBe(true);
    const consistency = await storedConsistencyProof(oldSize, size, get);
    expect(verifyConsistency({ oldSize, oldRoot, newSize: size, newRoot: root }, consistency)).toBe(true);
    expect(reads.calls).toBe(4);
    expect(reads.nodes).toBeLessThanOrEqual(6 * 20);
  });
});

function hex(proof: readonly Uint8Array[]): string[] {
  return proof.map((hash) => Buffer.from(hash).toString('hex'));
}

function randomLeaves(count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => createHash('sha256').update(`leaf ${index}`).digest());
}

/** Appends the leaves in batches of all sizes and keeps exactly what newNodes says. */
function store(leaves: readonly Buffer[]): { get: GetNodes; tree: CompactTree } {
  const levels: Uint8Array[][] = [[...leaves]];
  let tree = emptyTree();
  for (let from = 0, batch = 1; from < leaves.length; from += batch, batch = (batch % 1_000) + 1) {
    const grown = newNodes(tree, leaves.slice(from, from + batch));
    for (const { level, index, hash } of grown.nodes) (levels[level] ??= [])[index] = hash;
    tree = grown.tree;
  }
  return { get: async (wanted) => wanted.map(({ level, index }) => levels[level]![index]!), tree };
}

type Claim = { index: number; size: number; leaf: Uint8Array; root: Uint8Array };

function mutate(claim: Claim, proof: Buffer[], spot: number, kind: number): [Claim, Uint8Array[]] {
  const flip = (hash: Uint8Array) => {
    const copy = Buffer.from(hash);
    copy[spot % 32]! ^= 1 << (spot % 8);
    return copy;
  };
  switch (kind) {
    case 0:
      return [{ ...claim, leaf: flip(claim.leaf) }, proof];
    case 1:
      return [{ ...claim, root: flip(claim.root) }, proof];
    case 2:
      return [claim, proof.map((hash, at) => (at === spot % proof.length ? flip(hash) : hash))];
    case 3:
      return [claim, proof.slice(0, -1)];
    case 4:
      return [claim, [...proof, randomBytes(32)]];
    case 5:
      return [{ ...claim, index: claim.size }, proof];
    default:
      return [claim, [proof[0]!.subarray(1), ...proof.slice(1)]];
  }
}
