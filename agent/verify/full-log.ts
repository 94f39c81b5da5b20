import { chainAfter, digestOf } from './digests.js';
import type { EventLine } from './event-line.js';
import { compareAt, type ExternalCheckpoint } from './external-checkpoints.js';
import { Flaw } from './flaw.js';
import type { Header } from './shapes.js';
import { GrowingTree, isConsistent, type TreeHead } from './tree.js';

/** How an export's events and checkpoints are checked against one another. Flaws carry no line: the caller knows it. */
export interface Log {
  /** An event whose leaf and payload are already checked. */
  event(event: EventLine): void;
  /** A checkpoint whose signature and origin are already checked. */
  checkpoint(head: TreeHead, consistency: readonly string[]): void;
  end(): void;
}

/** An export of a whole log: nothing may be missing, so everything is recomputed from the first event on. */
export class FullLog implements Log {
  readonly #header: Header;
  readonly #external: readonly ExternalCheckpoint[];
  readonly #tree = new GrowingTree();
  #chain: string;
  #latest: TreeHead | null = null;
  /** The next size at which a checkpoint from outside wants a comparison. */
  #nextExternal = 0;

  constructor(header: Header, external: readonly ExternalCheckpoint[]) {
    this.#header = header;
    this.#external = external;
    this.#chain = digestOf(`clawbutler/audit/v1/${header.organization}`);
    this.#compareExternal();
  }

  event(event: EventLine): void {
    if (event.chain === null) throw new Flaw('malformed', 'an event of a full export carries a chain value');
    requireNext(this.#tree.size, event.seq);
    if (event.seq > this.#header.toSeq) {
      throw new Flaw(
        'sequence',
        `the header announces events up to ${this.#header.toSeq}, here is ${event.seq}`,
      );
    }
    const chain = chainAfter(this.#chain, event.leaf);
    if (chain !== event.chain) {
      throw new Flaw('chain', 'the chain value does not follow from the one before and this event');
    }
    this.#chain = chain;
    this.#tree.add(event.leaf);
    if (this.#tree.size === this.#nextExternal) this.#compareExternal();
  }

  checkpoint(head: TreeHead, consistency: readonly string[]): void {
    if (head.size !== this.#tree.size) {
      throw new Flaw(
        'checkpoint',
        `the checkpoint covers ${head.size} events but stands after ${this.#tree.size}`,
      );
    }
    if (head.root !== this.#tree.root()) {
      throw new Flaw(
        'checkpoint',
        `the ${head.size} events up to here are not the ones this checkpoint covers`,
      );
    }
    requireConsistent(this.#latest, head, consistency);
    this.#latest = head;
  }

  end(): void {
    const { size } = this.#tree;
    const { toSeq } = this.#header;
    if (size !== toSeq)
      throw new Flaw('sequence', `the export ends after event ${size}, announced was ${toSeq}`);
    if (this.#latest?.size !== size) throw new Flaw('checkpoint', 'no checkpoint covers the last events');
  }

  #compareExternal(): void {
    const { size } = this.#tree;
    if (this.#external.some((one) => one.size === size)) {
      compareAt(this.#external, { size, root: this.#tree.root() });
    }
    this.#nextExternal = this.#external.find((one) => one.size > size)?.size ?? Infinity;
  }
}

/** Throws unless the proof shows that the checkpoint continues the one before; the first one has nothing to continue. */
export function requireConsistent(older: TreeHead | null, newer: TreeHead, proof: readonly string[]): void {
  const holds = older === null ? proof.length === 0 : isConsistent(older, newer, proof);
  if (!holds) {
    const before = older === null ? 'none before it' : `the one over ${older.size} events`;
    throw new Flaw('consistency', `the proof does not show that this checkpoint continues ${before}`);
  }
}

function requireNext(last: number, seq: number): void {
  if (seq === last + 1) return;
  if (seq > last + 1) throw new Flaw('sequence', `event ${last + 1} is missing: after ${last} comes ${seq}`);
  throw new Flaw('sequence', `event ${seq} is repeated or out of order: it comes after ${last}`);
}
