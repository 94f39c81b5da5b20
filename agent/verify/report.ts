import type { Flaw } from './flaw.js';
import { field, printable } from './printable.js';
import type { Verified } from './verify-export.js';

/** What a verification found, in sentences. Printable ASCII and line feeds only. */
export function describeVerified(path: string, found: Verified): string {
  const { header, key } = found;
  const lines = [
    `OK: ${field(path)} is intact.`,
    `Organisation ${field(header.organization)}, log ${field(header.origin)}, exported ${field(header.exportedAt)}.`,
    extent(found),
    found.erased > 0
      ? `${count(found.erased, 'payload was', 'payloads were')} erased; the events still verify.`
      : '',
    `${count(found.checkpoints, 'checkpoint is', 'checkpoints are')} signed by ${field(key.name)}+${key.id}.`,
    found.external > 0
      ? `${count(found.external, 'outside checkpoint agrees', 'outside checkpoints agree')} with it.`
      : '',
    found.keyPinned
      ? 'The key is the one you gave.'
      : `The key came from the file itself: compare its fingerprint with one from a source you trust, or give --key.`,
    `Key fingerprint (SHA-256): ${key.fingerprint}`,
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

/** The first flaw, in sentences. Printable ASCII and line feeds only. */
export function describeFlaw(path: string, flaw: Flaw): string {
  const event = flaw.seq === null ? '' : `, event ${flaw.seq}`;
  const place = flaw.line === null ? '' : `Line ${flaw.line}${event}: `;
  const what = printable(flaw.message).replaceAll('\n', '\\n');
  const sentence = place === '' ? `${what.charAt(0).toUpperCase()}${what.slice(1)}.` : `${place}${what}.`;
  return `FAILED: ${field(path)} does not verify.\n${sentence}\n`;
}

/** The same for programs: one JSON object on one line, in ASCII. */
export function asJson(path: string, found: Verified | Flaw): string {
  const body = found instanceof Error ? flawFields(found) : verifiedFields(found);
  const text = JSON.stringify({ ok: !(found instanceof Error), file: path, ...body });
  // JSON has no other place for these characters than strings, where the escape means the same.
  return `${text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

function flawFields({ code, line, seq, message }: Flaw) {
  return { code, line, seq, message };
}

function verifiedFields({ header, key, keyPinned, events, erased, checkpoints, external }: Verified) {
  const { organization, origin, exportedAt, filter, fromSeq, toSeq, treeSize } = header;
  const signer = { verifierKey: key.text, fingerprint: key.fingerprint, pinned: keyPinned };
  const log = { organization, origin, exportedAt, filter, fromSeq, toSeq, treeSize };
  return { ...log, events, erased, checkpoints, outsideCheckpoints: external, key: signer };
}

function extent({ header, events }: Verified): string {
  if (header.filter === null) {
    return events === 0
      ? 'The whole log: no events yet.'
      : `The whole log: events 1 to ${header.toSeq}, none missing.`;
  }
  const filter = field(JSON.stringify(header.filter));
  return (
    `Part of the log: ${count(events, 'event', 'events')} between ${header.fromSeq} and ${header.toSeq} ` +
    `of ${header.treeSize}, filtered by ${filter}. Whether the filter left any out cannot be shown.`
  );
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
