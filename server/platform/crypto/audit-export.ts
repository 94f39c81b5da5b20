import { createHash, type Hash } from 'node:crypto';
import type { AuditEnvelope } from './audit-envelope.js';
import { canonicalize } from './canonical-json.js';

/** What an export says about itself. `filter` is null when it is the whole log (then fromSeq is 1, toSeq treeSize). */
export interface ExportHeader {
  readonly organization: string;
  /** The origin of the checkpoints: `<instance>/<organization>`. */
  readonly origin: string;
  readonly verifierKey: string;
  readonly exportedAt: Date;
  readonly filter: Readonly<Record<string, unknown>> | null;
  readonly fromSeq: number;
  readonly toSeq: number;
  /** The size of the last checkpoint in the export. */
  readonly treeSize: number;
}

/** One event. Payload and salt are both null once the payload was erased. */
export interface ExportEvent {
  readonly envelope: AuditEnvelope;
  readonly payload: unknown;
  readonly salt: Uint8Array | null;
  readonly leaf: Uint8Array;
}

/** The format of an export, `docs/audit-export.md`. A change that older verifiers would misread needs a new number. */
export const AUDIT_EXPORT_FORMAT = 'clawbutler.audit/1';

/**
 * Writes the lines of one export, in canonical JSON with their line feed. Whole log: header, events with the
 * checkpoints after the event they cover last, the last one over all events, footer. Part of it: header, checkpoints
 * up to the one of treeSize, events with their proofs, footer. Pure but for the running digest that the footer states.
 */
export class AuditExportLines {
  readonly #frame: Hash = createHash('sha256');
  #events = 0;

  /** The first line. */
  header(header: ExportHeader): string {
    const exportedAt = header.exportedAt.toISOString();
    return this.#framed({ kind: 'header', format: AUDIT_EXPORT_FORMAT, ...header, exportedAt });
  }

  /** An event of the whole log, with the chain value after it. */
  chainedEvent(event: ExportEvent, chain: Uint8Array): string {
    return this.#event(event, { chain: hex(chain) });
  }

  /** An event of a filtered export, with its inclusion proof in the tree of treeSize leaves. */
  provenEvent(event: ExportEvent, inclusion: readonly Uint8Array[]): string {
    return this.#event(event, { inclusion: inclusion.map(hex) });
  }

  /** A signed checkpoint, with the consistency proof from the checkpoint line before it (none for the first). */
  checkpoint(note: string, consistency: readonly Uint8Array[]): string {
    return this.#framed({ kind: 'checkpoint', note, consistency: consistency.map(hex) });
  }

  /** The last line. */
  footer(): string {
    return line({ kind: 'footer', events: this.#events, frame: this.#frame.copy().digest('hex') });
  }

  #event({ envelope, payload, salt, leaf }: ExportEvent, proof: Record<string, unknown>): string {
    this.#events++;
    const kept = salt === null ? { payload: null, salt: null } : { payload, salt: hex(salt) };
    return line({ kind: 'event', envelope, ...kept, leaf: hex(leaf), ...proof });
  }

  #framed(row: Record<string, unknown>): string {
    const text = line(row);
    this.#frame.update(text);
    return text;
  }
}

function line(row: Record<string, unknown>): string {
  return `${canonicalize(row)}\n`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
