import type { EventLine } from './event-line.js';
import { compareAt, type ExternalCheckpoint } from './external-checkpoints.js';
import { Flaw } from './flaw.js';
import { type Log, requireConsistent } from './full-log.js';
import type { Header } from './shapes.js';
import { rootByInclusion, type TreeHead } from './tree.js';

/**
 * An export of some events: each proves by itself that it belongs to the log. The checkpoints come first; the last of
 * them, over the whole log, is what the proofs lead to. That no matching event was left out cannot be shown.
 */
export class PartialLog implements Log {
  readonly #header: Header;
  readonly #external: readonly ExternalCheckpoint[];
  readonly #compared = new Set<number>();
  #latest: TreeHead | null = null;
  #lastSeq: number;

  constructor(header: Header, external: readonly ExternalCheckpoint[]) {
    this.#header = header;
    this.#external = external;
    this.#lastSeq = header.fromSeq - 1;
  }

  event(event: EventLine): void {
    if (event.inclusion === null)
      throw new Flaw('malformed', 'an event of a partial export carries an inclusion proof');
    const anchor = this.#anchor();
    if (event.seq <= this.#lastSeq) {
      throw new Flaw(
        'sequence',
        `event ${event.seq} is repeated or out of order: it comes after ${this.#lastSeq}`,
      );
    }
    if (event.seq > this.#header.toSeq) {
      throw new Flaw(
        'sequence',
        `the header announces events up to ${this.#header.toSeq}, here is ${event.seq}`,
      );
    }
    if (rootByInclusion(event.seq - 1, anchor.size, event.leaf, event.inclusion) !== anchor.root) {
      throw new Flaw('inclusion', 'the proof does not show that this event is in the log');
    }
    this.#lastSeq = event.seq;
  }

  checkpoint(head: TreeHead, consistency: readonly string[]): void {
    if (this.#lastSeq >= this.#header.fromSeq) {
      throw new Flaw('misplaced', 'in a partial export all checkpoints stand before the events');
    }
    requireConsistent(this.#latest, head, consistency);
    compareAt(this.#external, head);
    this.#compared.add(head.size);
    this.#latest = head;
  }

  end(): void {
    this.#anchor();
    const left = this.#external.find(({ size }) => !this.#compared.has(size));
    if (left !== undefined) {
      throw new Flaw(
        'external-checkpoint',
        `the checkpoint ${left.path} over ${left.size} events cannot be compared with this partial export: ` +
          'export the whole log, or have that checkpoint included',
      );
    }
  }

  #anchor(): TreeHead {
    if (this.#latest?.size === this.#header.treeSize) return this.#latest;
    throw new Flaw(
      'checkpoint',
      `no checkpoint over all ${this.#header.treeSize} events stands before this line`,
    );
  }
}
