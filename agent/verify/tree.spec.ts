import { hash } from 'node:crypto';
import { chainAfter, digestOf, keyedDigestOf, leafOf, nodeOf } from './digests.js';
import { GrowingTree, isConsistent, rootByInclusion } from './tree.js';

// Published with the reference implementations of RFC 6962. The entries are hashed as bytes, hence only those that are
// also text; the rest of the tree is compared with the definition below.
const ROOT_1 = '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d';
const ROOT_2 = 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125';

describe('digests', () => {
  it('reach the published hashes', () => {
    expect(leafOf('')).toBe(ROOT_1);
    expect(nodeOf(leafOf(''), leafOf('\0'))).toBe(ROOT_2);
    expect(digestOf('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('reach the published HMAC (RFC 4231 case 1, key of 20 bytes) and survive any length and script', () => {
    const expected = 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7';
    expect(keyedDigestOf('0b'.repeat(20), 'Hi There')).toBe(expected);
    expect(keyedDigestOf('0b'.repeat(16), 'é'.repeat(10_000))).toHaveLength(64);
    expect(keyedDigestOf('0b'.repeat(20), 'Hi There')).toBe(expected);
  });

  it('link a chain', () => {
    const expected = hash('sha256', Buffer.from(ROOT_1 + ROOT_2, 'hex'));
    expect(chainAfter(ROOT_1, ROOT_2)).toBe(expected);
  });
});

describe('Merkle tree', () => {
  const leaves = Array.from({ length: 67 }, (_, index) => leafOf(`entry ${index}`));

  it('has the root of the definition at every size', () => {
    const tree = new GrowingTree();
    expect(tree.root()).toBe(digestOf(''));
    leaves.forEach((leaf, index) => {
      tree.add(leaf);
      expect([tree.size, tree.root()]).toEqual([index + 1, rootOf(0, index + 1)]);
    });
  });

  it('accepts every inclusion proof and none for another leaf, place, size, or with a hash more or less', () => {
    for (let size = 1; size <= leaves.length; size += 3) {
      for (let index = 0; index < size; index++) {
        const proof = path(index, 0, size);
        const leaf = leaves[index]!;
        expect(rootByInclusion(index, size, leaf, proof)).toBe(rootOf(0, size));
        expect(rootByInclusion(index, size, leaves[index + 1] ?? ROOT_1, proof)).not.toBe(rootOf(0, size));
        expect(rootByInclusion(index === 0 ? size : index - 1, size, leaf, proof)).not.toBe(rootOf(0, size));
        expect(rootByInclusion(index, size, leaf, [...proof, ROOT_1])).toBeUndefined();
        if (size > 1) expect(rootByInclusion(index, size, leaf, proof.slice(1))).toBeUndefined();
      }
    }
    expect(rootByInclusion(-1, 5, ROOT_1, [])).toBeUndefined();
    expect(rootByInclusion(0, 0, ROOT_1, [])).toBeUndefined();
  });

  it('accepts every consistency proof and none of another history', () => {
    for (let old = 0; old <= leaves.length; old++) {
      const older = { size: old, root: old === 0 ? digestOf('') : rootOf(0, old) };
      const newer = { size: leaves.length, root: rootOf(0, leaves.length) };
      const proof = old === 0 || old === leaves.length ? [] : subproof(old, 0, leaves.length, true);
      expect(isConsistent(older, newer, proof)).toBe(true);
      expect(isConsistent({ ...older, root: ROOT_1 }, newer, proof)).toBe(false);
      // The empty tree is a prefix of every tree, whatever that one holds.
      expect(isConsistent(older, { ...newer, root: ROOT_1 }, proof)).toBe(old === 0);
      expect(isConsistent(older, newer, [...proof, ROOT_1])).toBe(false);
      if (proof.length > 0) expect(isConsistent(older, newer, proof.slice(1))).toBe(false);
      if (old < leaves.length) expect(isConsistent(newer, older, proof)).toBe(false);
    }
  });

  // The definitions of RFC 6962 section 2.1, word for word.
  function rootOf(start: number, end: number): string {
    const count = end - start;
    if (count === 1) return leaves[start]!;
    return nodeOf(rootOf(start, start + split(count)), rootOf(start + split(count), end));
  }

  function path(index: number, start: number, end: number): string[] {
    if (end - start === 1) return [];
    const middle = start + split(end - start);
    return index < middle
      ? [...path(index, start, middle), rootOf(middle, end)]
      : [...path(index, middle, end), rootOf(start, middle)];
  }

  function subproof(old: number, start: number, end: number, whole: boolean): string[] {
    if (old === end) return whole ? [] : [rootOf(start, end)];
    const middle = start + split(end - start);
    return old <= middle
      ? [...subproof(old, start, middle, whole), rootOf(middle, end)]
      : [...subproof(old, middle, end, false), rootOf(start, middle)];
  }

  function split(count: number): number {
    return 2 ** (Math.ceil(Math.log2(count)) - 1);
  }
});
