import { chainNext, leafOf } from '../platform/crypto/audit-envelope.js';
import { canonicalize } from '../platform/crypto/canonical-json.js';
import { newNodes, treeRoot, type CompactTree } from '../platform/crypto/compact-tree.js';
import type { Digest } from '../platform/crypto/merkle.js';
import { toEnvelope, type EventRow } from '../platform/events/event-row.js';
import { createHmac } from 'node:crypto';

/** A row with everything its hashes cover. Salt and payload are gone after an erasure. */
export interface StoredRow extends EventRow {
  salt: Buffer | null;
  canonical: string | null;
}

/** The first thing wrong with a log. */
export interface Fault {
  seq: number;
  /** Ends a sentence that begins with "Event 12". */
  words: string;
}

/** What a signed note says about the log. */
export interface Claim {
  size: number;
  root: Digest;
  source: string;
}

/**
 * Recomputes a log row by row: sequence without gaps, payload digests, leaves, chain, and the root at every size that
 * somebody signed. Give it rows in order of sequence; it stops caring at the first fault.
 */
export class LogCheck {
  fault: Fault | null = null;
  checked = 0;
  erased = 0;
  confirmed = 0;
  private readonly claims = new Map<number, Claim[]>();

  constructor(
    private tree: CompactTree,
    private chain: Digest,
    claims: readonly Claim[],
  ) {
    for (const claim of claims) {
      const same = this.claims.get(claim.size);
      if (same) same.push(claim);
      else this.claims.set(claim.size, [claim]);
    }
    // A claim about where we begin tells whether the stored tree we begin with can be trusted.
    this.compareRoot();
  }

  get size(): number {
    return this.tree.size;
  }

  take(row: StoredRow): void {
    if (this.fault) return;
    const seq = this.tree.size + 1;
    const words = this.wrongWith(row, seq);
    if (words !== null) {
      this.fault = { seq, words };
      return;
    }
    this.checked++;
    this.compareRoot();
  }

  /** Compares the end of the recomputed log with what the database says the end is. */
  finish(head: { size: number; chain: Digest; root: Digest }): void {
    if (this.fault) return;
    const seq = this.tree.size + 1;
    const beyond = [...this.claims.keys()].filter((size) => size > this.tree.size).sort((a, b) => a - b)[0];
    if (beyond !== undefined)
      this.fault = { seq, words: `is missing: a checkpoint was signed over ${beyond} events` };
    else if (head.size !== this.tree.size)
      this.fault = { seq, words: `is missing: the log counts ${head.size} events` };
    else if (!same(head.chain, this.chain) || !same(head.root, treeRoot(this.tree))) {
      this.fault = { seq: this.tree.size, words: 'is not what the head of the log was computed from' };
    }
  }

  root(): Buffer {
    return treeRoot(this.tree);
  }

  private wrongWith(row: StoredRow, seq: number): string | null {
    if (Number(row.seq) !== seq) return `is missing; the next one found is ${row.seq}`;
    const payload = this.wrongPayload(row);
    if (payload !== null) return payload;
    const leaf = leafOf(toEnvelope(row, seq));
    if (!same(row.leaf, leaf)) return 'was changed: its leaf hash does not match';
    this.chain = chainNext(this.chain, leaf);
    if (!same(row.chain, this.chain))
      return 'does not follow from the event before it: its chain value does not match';
    this.tree = newNodes(this.tree, [leaf]).tree;
    return null;
  }

  private wrongPayload(row: StoredRow): string | null {
    if (row.salt === null || row.canonical === null) {
      this.erased++;
      return null;
    }
    const digest = createHmac('sha256', row.salt).update(row.canonical).digest('hex');
    const sound = digest === row.payload_digest && canonicalize(row.payload) === row.canonical;
    return sound ? null : 'has other details than those recorded';
  }

  private compareRoot(): void {
    const claims = this.claims.get(this.tree.size);
    if (!claims) return;
    const root = treeRoot(this.tree);
    for (const claim of claims) {
      if (same(claim.root, root)) this.confirmed++;
      else
        this.fault ??= {
          seq: this.tree.size,
          words: `or one before it was rewritten: ${claim.source} signed another root`,
        };
    }
  }
}

function same(a: Digest | null, b: Digest): boolean {
  return a !== null && Buffer.compare(a, b) === 0;
}
