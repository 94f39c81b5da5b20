import { isUtf8 } from 'node:buffer';
import { canonical, type Json } from './canonical.js';
import { Flaw } from './flaw.js';
import { isPlainCanonical } from './plain-json.js';
import { isEnvelope, isEventLine } from './shapes.js';

/** One event as read from its line. Digests are lower-case hex; `envelope` and `payload` are canonical JSON text. */
export interface EventLine {
  readonly envelope: string;
  readonly org: string;
  readonly seq: number;
  readonly payloadDigest: string;
  /** Null when the payload was erased. */
  readonly payload: string | null;
  readonly salt: string | null;
  readonly leaf: string;
  /** In full exports. */
  readonly chain: string | null;
  /** In partial exports. */
  readonly inclusion: readonly string[] | null;
}

const TEXT = String.raw`"[ !#-\[\]-~]*"`;
const TEXT_OR_NULL = `(?:null|${TEXT})`;
const DIGEST = '[0-9a-f]{64}';
/**
 * An event line of a full export in the form nearly all have: canonical, and printable ASCII without escapes outside
 * the payload. What matches is canonical by construction, so neither parsing nor writing it out again is needed.
 */
const PLAIN_EVENT = new RegExp(
  `^\\{"chain":"(${DIGEST})","envelope":` +
    `(\\{"actor":\\{"id":${TEXT_OR_NULL},"kind":${TEXT},"tokenId":${TEXT_OR_NULL}\\},` +
    `"at":"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z","id":${TEXT},"org":"([ !#-\\[\\]-~]*)",` +
    `"outcome":"(?:refused|success)","payload":"(${DIGEST})","requestId":${TEXT_OR_NULL},` +
    `"seq":([1-9]\\d{0,14}),"subject":(?:null|\\{"id":${TEXT},"type":${TEXT}\\}),"type":${TEXT},"v":1\\})` +
    `,"kind":"event","leaf":"(${DIGEST})","payload":(.+),"salt":"([0-9a-f]{32})"\\}$`,
);

/** Whether a line is meant to be an event: both forms start with a name no other line starts with. */
export function looksLikeEvent(line: Buffer): boolean {
  const start = line.toString('latin1', 0, 12);
  return start.startsWith('{"chain":') || start === '{"envelope":';
}

/** Reads an event line. Throws Flaw('malformed') without a line number. */
export function readEventLine(line: Buffer): EventLine {
  // Decoding as Latin-1 is free; what matches the pattern is ASCII, the same in UTF-8.
  const match = PLAIN_EVENT.exec(line.toString('latin1'));
  const salt = match?.[8];
  if (!match || salt === undefined || !isPlainCanonical(match[7] as string)) {
    return readSlowly(line);
  }
  return {
    chain: match[1] as string,
    envelope: match[2] as string,
    org: match[3] as string,
    payloadDigest: match[4] as string,
    seq: Number(match[5]),
    leaf: match[6] as string,
    payload: match[7] as string,
    salt,
    inclusion: null,
  };
}

/** Parses any line of an export and insists on its canonical form. Throws Flaw('malformed') without a line number. */
export function parseLine(line: Buffer): { [name: string]: Json } {
  if (!isUtf8(line)) throw new Flaw('malformed', 'the line is not valid UTF-8 text');
  const text = line.toString('utf8');
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new Flaw('malformed', 'the line is not valid JSON');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new Flaw('malformed', 'the line is not a JSON object');
  }
  if (canonical(value) !== text) {
    throw new Flaw('malformed', 'the line is not in canonical form: it was edited or written out anew');
  }
  return value;
}

function readSlowly(line: Buffer): EventLine {
  const row = parseLine(line);
  if (!isEventLine(row)) throw new Flaw('malformed', 'the event line does not have the fields of an event');
  const { envelope } = row;
  if (!isEnvelope(envelope)) throw new Flaw('malformed', 'the envelope does not have the fields of an event');
  return {
    envelope: canonical(envelope as unknown as Json) as string,
    org: envelope.org,
    seq: envelope.seq,
    payloadDigest: envelope.payload,
    payload: row.salt === null ? null : (canonical(row.payload) as string),
    salt: row.salt,
    leaf: row.leaf,
    chain: row.chain ?? null,
    inclusion: row.inclusion ?? null,
  };
}
