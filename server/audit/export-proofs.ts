import DataLoader from 'dataloader';
import {
  storedConsistencyProof,
  storedInclusionProof,
  type GetNodes,
} from '../platform/crypto/tree-proofs.js';
import type { Tx } from '../platform/database/tx.js';
import { storedNodes } from './stored-tree.js';

/** Proofs from stored hashes; all that are asked for together cost one query. */
export class ExportProofs {
  private readonly nodes: DataLoader<string, Buffer>;

  constructor(tx: Tx, organizationId: string) {
    this.nodes = new DataLoader((keys) => storedNodes(tx, organizationId, keys.map(addressOf)));
  }

  /** That the event with this sequence is in the tree of `size` events. */
  inclusion(seq: number, size: number): Promise<Buffer[]> {
    return storedInclusionProof(seq - 1, size, this.read);
  }

  /** That the tree of `newer` events continues that of `older`; none is needed from nothing. */
  consistency(older: number, newer: number): Promise<Buffer[]> {
    return older === 0 ? Promise.resolve([]) : storedConsistencyProof(older, newer, this.read);
  }

  private readonly read: GetNodes = (wanted) =>
    Promise.all(wanted.map(({ level, index }) => this.nodes.load(`${level}/${index}`)));
}

function addressOf(key: string): { level: number; index: number } {
  const [level, index] = key.split('/').map(Number);
  return { level: level!, index: index! };
}
