import { createHash } from 'node:crypto';
import { keyedDigestOf, leafOf } from './digests.js';
import { type EventLine, looksLikeEvent, parseLine, readEventLine } from './event-line.js';
import { openExport, type OpenExport } from './export-header.js';
import { readNotes } from './external-checkpoints.js';
import { Flaw } from './flaw.js';
import { readLines } from './lines.js';
import { openCheckpoint, readKey, type TrustedKey } from './note.js';
import { type CheckpointLine, type Footer, type Header, isCheckpointLine, isFooter } from './shapes.js';

/** What to verify: the export, verifier keys from elsewhere (they win over the file's own), checkpoint files. */
export interface VerifyRequest {
  readonly path: string;
  readonly keys: readonly string[];
  readonly checkpoints: readonly string[];
}

/** What a verified export holds. `key` is the one that signed the last checkpoint. */
export interface Verified {
  readonly header: Header;
  readonly events: number;
  readonly erased: number;
  readonly checkpoints: number;
  readonly external: number;
  readonly key: TrustedKey;
  /** Whether the key was given from outside; otherwise the file vouches for itself. */
  readonly keyPinned: boolean;
}

/** Verifies an export, front to back, once. Throws Flaw at the first thing wrong, UsageProblem when it cannot start. */
export function verifyExport(request: VerifyRequest): Verified {
  const context = { keys: request.keys.map(readKey), notes: readNotes(request.checkpoints) };
  const lines = readLines(request.path);
  // Never done at once: a file without any line is refused by the reader.
  const first = lines.next().value as Buffer;
  const check = new ExportCheck(openExport(first, context), first);
  for (const line of lines) check.line(line);
  const { open, signer, tally } = check;
  check.requireFooter();
  return {
    header: open.header,
    ...tally,
    external: context.notes.length,
    key: signer,
    keyPinned: open.keyPinned,
  };
}

/** Everything after the header. */
class ExportCheck {
  readonly open: OpenExport;
  readonly tally = { events: 0, erased: 0, checkpoints: 0 };
  signer: TrustedKey;
  readonly #frame = createHash('sha256');
  #finished = false;
  #lines = 1;

  constructor(open: OpenExport, headerLine: Buffer) {
    this.open = open;
    this.signer = open.keys[0] as TrustedKey;
    this.#addToFrame(headerLine);
  }

  line(line: Buffer): void {
    this.#lines++;
    let seq: number | null = null;
    try {
      if (this.#finished) throw new Flaw('misplaced', 'there is more after the footer');
      if (!looksLikeEvent(line)) return this.#other(line);
      const event = readEventLine(line);
      seq = event.seq;
      this.#event(event);
    } catch (error) {
      throw error instanceof Flaw ? new Flaw(error.code, error.message, this.#lines, seq) : error;
    }
  }

  requireFooter(): void {
    if (this.#finished) return;
    throw new Flaw(
      'truncated',
      'the file ends after this line, without its footer: lines were cut off',
      this.#lines,
    );
  }

  #event(event: EventLine): void {
    const { header, log } = this.open;
    if (event.org !== header.organization) {
      throw new Flaw('organization', `the event belongs to the organisation ${event.org}`);
    }
    if (leafOf(event.envelope) !== event.leaf) {
      throw new Flaw('leaf', 'the envelope is not the one that was hashed: it does not match the leaf');
    }
    if (event.payload === null) this.tally.erased++;
    else if (keyedDigestOf(event.salt as string, event.payload) !== event.payloadDigest) {
      throw new Flaw('payload', 'the payload or its salt is not the one that was recorded');
    }
    log.event(event);
    this.tally.events++;
  }

  #other(line: Buffer): void {
    const row = parseLine(line);
    if (isCheckpointLine(row)) {
      this.#checkpoint(row);
      this.#addToFrame(line);
    } else if (isFooter(row)) {
      this.#footer(row);
    } else {
      throw new Flaw('malformed', 'the line has none of the forms that lines of an export have');
    }
  }

  #checkpoint(row: CheckpointLine): void {
    const { header, keys, log } = this.open;
    const { origin, size, root, key } = openCheckpoint(row.note, keys);
    if (origin !== header.origin) {
      throw new Flaw('checkpoint', `the checkpoint is about ${origin}, the export about ${header.origin}`);
    }
    log.checkpoint({ size, root }, row.consistency);
    this.signer = key;
    this.tally.checkpoints++;
  }

  #footer(row: Footer): void {
    this.open.log.end();
    if (row.events !== this.tally.events) {
      throw new Flaw('count', `the footer counts ${row.events} events, the file holds ${this.tally.events}`);
    }
    if (row.frame !== this.#frame.digest('hex')) {
      throw new Flaw('frame', 'the header or a checkpoint line is not the one this footer was written for');
    }
    this.#finished = true;
  }

  #addToFrame(line: Buffer): void {
    this.#frame.update(line).update('\n');
  }
}
