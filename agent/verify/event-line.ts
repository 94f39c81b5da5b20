import { isAscii, isUtf8 } from 'node:buffer';
import { canonical, type Json } from './canonical.js';
import { isCanonicalText } from './canonical-text.js';
import { Flaw } from './flaw.js';
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

// Source texts of a regular expression; every string in it is in canonical form.
const PLAIN = String.raw`[^"\\\u0000-\u001f]*`;
const ESCAPE = String.raw`\\(?:["\\bfnrt]|u00(?:0[0-7be-f]|1[0-9a-f]))`;
const TEXT = `"${PLAIN}(?:${ESCAPE}${PLAIN})*"`;
const TEXT_OR_NULL = `(?:null|${TEXT})`;
const DIGEST = '[0-9a-f]{64}';
const ENVELOPE =
  `\\{"actor":\\{"id":${TEXT_OR_NULL},"kind":${TEXT},"label":${TEXT}\\},"agentId":${TEXT_OR_NULL},` +
  `"at":"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z","code":${TEXT_OR_NULL},"credentialId":${TEXT_OR_NULL},` +
  `"id":${TEXT},"org":"(?<org>${PLAIN})","outcome":"(?:REFUSED|SUCCESS)","payload":"(?<digest>${DIGEST})",` +
  `"requestId":${TEXT},"risk":${TEXT_OR_NULL},"seq":(?<seq>[1-9]\\d{0,14}),` +
  `"subject":(?:null|\\{"id":${TEXT_OR_NULL},"label":${TEXT_OR_NULL},"type":${TEXT}\\}),"type":${TEXT},"v":1\\}`;
/**
 * An event line as every exporter writes it: canonical by construction when its payload is, so that neither parsing
 * nor writing it out again is needed. What does not match is read the slow way, and refused there with a reason.
 */
const PLAIN_EVENT = new RegExp(
  `^\\{(?:"chain":"(?<chain>${DIGEST})",)?"envelope":(?<envelope>${ENVELOPE})` +
    `(?:,"inclusion":\\[(?<proof>(?:"${DIGEST}"(?:,"${DIGEST}"){0,127})?)\\])?,"kind":"event","leaf":"(?<leaf>${DIGEST})",` +
    `"payload":(?<payload>.+),"salt":(?:null|"(?<salt>[0-9a-f]{32})")\\}$`,
);

/** What the groups of PLAIN_EVENT hold. */
interface PlainGroups {
  readonly envelope: string;
  readonly org: string;
  readonly digest: string;
  readonly seq: string;
  readonly leaf: string;
  readonly payload: string;
  readonly chain: string | undefined;
  readonly proof: string | undefined;
  readonly salt: string | undefined;
}

/** Whether a line is meant to be an event: both forms start with a name no other line starts with. */
export function looksLikeEvent(line: Buffer): boolean {
  const start = line.toString('latin1', 0, 12);
  return start.startsWith('{"chain":') || start === '{"envelope":';
}

/** Reads an event line. Throws Flaw('malformed') without a line number. */
export function readEventLine(line: Buffer): EventLine {
  const text = decode(line);
  return readPlainly(text) ?? readSlowly(text);
}

/** Parses any line of an export and insists on its canonical form. Throws Flaw('malformed') without a line number. */
export function parseLine(line: Buffer): { [name: string]: Json } {
  return parse(decode(line));
}

function decode(line: Buffer): string {
  if (isAscii(line)) return line.toString('latin1');
  if (!isUtf8(line)) throw new Flaw('malformed', 'the line is not valid UTF-8 text');
  return line.toString('utf8');
}

function parse(text: string): { [name: string]: Json } {
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

/** Null when the line is not of the plain form, which says nothing about whether it is good. */
function readPlainly(text: string): EventLine | null {
  const found = PLAIN_EVENT.exec(text)?.groups as unknown as PlainGroups | undefined;
  if (found === undefined || !isPlainPayload(found)) return null;
  const { chain = null, envelope, org, digest, seq, leaf, payload, salt = null } = found;
  const inclusion = proofOf(found);
  if ((chain === null) === (inclusion === null)) return null;
  const shown = salt === null ? null : payload;
  return {
    envelope,
    org,
    seq: Number(seq),
    payloadDigest: digest,
    payload: shown,
    salt,
    leaf,
    chain,
    inclusion,
  };
}

function isPlainPayload({ payload, salt }: PlainGroups): boolean {
  return salt === undefined ? payload === 'null' : isCanonicalText(payload);
}

function proofOf({ proof }: PlainGroups): string[] | null {
  return proof === undefined ? null : (proof.match(/[0-9a-f]+/g) ?? []);
}

function readSlowly(text: string): EventLine {
  const row = parse(text);
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
