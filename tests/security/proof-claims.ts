import { createHash } from 'node:crypto';
import { isConsistent, rootByInclusion } from '../../agent/verify/tree.js';
import { emptyTree, newNodes } from '../../server/platform/crypto/compact-tree.js';
import { verifyConsistency, verifyInclusion } from '../../server/platform/crypto/merkle-verify.js';
import {
  type GetNodes,
  storedConsistencyProof,
  storedInclusionProof,
  storedRoot,
} from '../../server/platform/crypto/tree-proofs.js';

/** A claim with its proof, digests in hex: what a line of the file for the second verifier holds. */
export type Claim =
  | { kind: 'inclusion'; index: number; size: number; leaf: string; root: string; proof: string[] }
  | {
      kind: 'consistency';
      oldSize: number;
      oldRoot: string;
      newSize: number;
      newRoot: string;
      proof: string[];
    };

/** A tree whose nodes are stored as the server stores them. */
export class ProofSource {
  readonly #levels: Uint8Array[][];
  readonly size: number;

  constructor(label: string, size: number) {
    const leaves = Array.from({ length: size }, (_, index) =>
      createHash('sha256').update(`${label}/${index}`).digest(),
    );
    const { nodes } = newNodes(emptyTree(), leaves);
    this.#levels = [leaves];
    for (const { level, index, hash } of nodes) (this.#levels[level] ??= [])[index] = hash;
    this.size = size;
  }

  async root(size: number): Promise<string> {
    return hex(await storedRoot(size, this.#get));
  }

  async inclusion(index: number, size: number): Promise<Claim> {
    const proof = (await storedInclusionProof(index, size, this.#get)).map(hex);
    return {
      kind: 'inclusion',
      index,
      size,
      leaf: hex(this.#levels[0]![index]!),
      root: await this.root(size),
      proof,
    };
  }

  async consistency(oldSize: number, newSize: number): Promise<Claim> {
    const proof = (await storedConsistencyProof(oldSize, newSize, this.#get)).map(hex);
    const [oldRoot, newRoot] = [await this.root(oldSize), await this.root(newSize)];
    return { kind: 'consistency', oldSize, oldRoot, newSize, newRoot, proof };
  }

  readonly #get: GetNodes = async (wanted) => wanted.map(({ level, index }) => this.#levels[level]![index]!);
}

/** The server's opinion. */
export function serverAccepts(claim: Claim): boolean {
  const proof = claim.proof.map(bytes);
  if (claim.kind === 'inclusion') {
    const { index, size, leaf, root } = claim;
    return verifyInclusion({ index, size, leaf: bytes(leaf), root: bytes(root) }, proof);
  }
  const { oldSize, oldRoot, newSize, newRoot } = claim;
  return verifyConsistency({ oldSize, oldRoot: bytes(oldRoot), newSize, newRoot: bytes(newRoot) }, proof);
}

/** The offline verifier's opinion. */
export function agentAccepts(claim: Claim): boolean {
  if (claim.kind === 'inclusion') {
    return rootByInclusion(claim.index, claim.size, claim.leaf, claim.proof) === claim.root;
  }
  const { oldSize, oldRoot, newSize, newRoot, proof } = claim;
  return isConsistent({ size: oldSize, root: oldRoot }, { size: newSize, root: newRoot }, proof);
}

function hex(digest: Uint8Array): string {
  return Buffer.from(digest).toString('hex');
}

function bytes(digest: string): Buffer {
  return Buffer.from(digest, 'hex');
}
