import { parseLine } from './event-line.js';
import { type ExternalCheckpoint, openExternal } from './external-checkpoints.js';
import { Flaw, UsageProblem } from './flaw.js';
import { FullLog, type Log } from './full-log.js';
import { readKey, type TrustedKey } from './note.js';
import { PartialLog } from './partial-log.js';
import { type Header, isHeader } from './shapes.js';

/** What came from outside the export. */
export interface VerifyContext {
  readonly keys: readonly TrustedKey[];
  readonly notes: readonly { path: string; note: string }[];
}

/** An export whose header was accepted: the keys that count, and the log that its further lines go to. */
export interface OpenExport {
  readonly header: Header;
  readonly keys: readonly TrustedKey[];
  readonly keyPinned: boolean;
  readonly log: Log;
}

const FORMAT = 'clawbutler.audit/1';
const GZIP = Buffer.of(0x1f, 0x8b);

/** Reads the first line. Throws Flaw at line 1, UsageProblem when the file is compressed. */
export function openExport(line: Buffer, { keys, notes }: VerifyContext): OpenExport {
  if (line.subarray(0, 2).equals(GZIP)) {
    throw new UsageProblem('The file is compressed: unpack it first, for example with gunzip.');
  }
  try {
    const header = readHeader(line);
    const trusted = keys.length > 0 ? keys : [ownKey(header)];
    const external = openExternal(notes, trusted, header);
    return { header, keys: trusted, keyPinned: keys.length > 0, log: logFor(header, external) };
  } catch (error) {
    throw error instanceof Flaw ? new Flaw(error.code, error.message, 1) : error;
  }
}

function readHeader(line: Buffer): Header {
  let row;
  try {
    row = parseLine(line);
  } catch (error) {
    if (!(error instanceof Flaw)) throw error;
    throw new Flaw('not-an-export', `this is not an audit export: ${error.message}`);
  }
  if (row['kind'] === 'header' && typeof row['format'] === 'string' && row['format'] !== FORMAT) {
    throw new Flaw(
      'not-an-export',
      `the format ${row['format']} is not ${FORMAT}, the one this program reads`,
    );
  }
  if (!isHeader(row))
    throw new Flaw('not-an-export', 'this is not an audit export: the first line is no header');
  requireSense(row);
  return row;
}

function requireSense(header: Header): void {
  const { origin, organization, fromSeq, toSeq, treeSize } = header;
  if (!origin.endsWith(`/${organization}`)) {
    throw new Flaw('organization', `the log ${origin} is not one of the organisation ${organization}`);
  }
  if (toSeq > treeSize || fromSeq > toSeq + 1) {
    throw new Flaw('malformed', `events ${fromSeq} to ${toSeq} do not fit into a log of ${treeSize}`);
  }
  if (header.filter === null && (fromSeq !== 1 || toSeq !== treeSize)) {
    throw new Flaw('malformed', 'an export without a filter holds the whole log');
  }
}

function ownKey(header: Header): TrustedKey {
  try {
    return readKey(header.verifierKey);
  } catch (error) {
    throw error instanceof UsageProblem
      ? new Flaw('malformed', 'the header holds no valid verifier key')
      : error;
  }
}

function logFor(header: Header, external: readonly ExternalCheckpoint[]): Log {
  return header.filter === null ? new FullLog(header, external) : new PartialLog(header, external);
}
