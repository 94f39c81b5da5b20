import type { Json } from './canonical.js';

/** The header: what the export says about itself. `filter` is null in a full export. */
export interface Header {
  readonly kind: 'header';
  readonly format: string;
  readonly organization: string;
  readonly origin: string;
  readonly verifierKey: string;
  readonly exportedAt: string;
  readonly filter: { [name: string]: Json } | null;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly treeSize: number;
}

/** A signed checkpoint, with the proof that it continues the checkpoint line before it. */
export interface CheckpointLine {
  readonly kind: 'checkpoint';
  readonly note: string;
  readonly consistency: readonly string[];
}

/** The last line: how many events there are, and SHA-256 over all lines that are not events, without this one. */
export interface Footer {
  readonly kind: 'footer';
  readonly events: number;
  readonly frame: string;
}

/** An event line as parsed: with a chain value in full exports, with an inclusion proof in partial ones. */
export interface EventRow {
  readonly kind: 'event';
  readonly envelope: Json;
  readonly payload: Json;
  readonly salt: string | null;
  readonly leaf: string;
  readonly chain?: string;
  readonly inclusion?: readonly string[];
}

/** The fields of an envelope that the verifier looks at. */
export interface Envelope {
  readonly org: string;
  readonly seq: number;
  readonly payload: string;
}

type Check = (value: Json) => boolean;
type Shape = Readonly<Record<string, Check>>;

const isText: Check = (value) => typeof value === 'string';
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isDigest: Check = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isDigests: Check = (value) => Array.isArray(value) && value.length <= 128 && value.every(isDigest);
const isTime: Check = (value) => {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
};
const isSalt: Check = (value) => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
const is = (...allowed: Json[]): Check => {
  return (value) => allowed.includes(value);
};
const orNull = (check: Check): Check => {
  return (value) => value === null || check(value);
};
const shaped = (shape: Shape): Check => {
  return (value) => hasShape(value, shape);
};

const HEADER: Shape = {
  kind: is('header'),
  format: isText,
  organization: isText,
  origin: isText,
  verifierKey: isText,
  exportedAt: isTime,
  filter: (value) => typeof value === 'object' && !Array.isArray(value),
  fromSeq: (value) => isCount(value) && value !== 0,
  toSeq: isCount,
  treeSize: isCount,
};
const CHECKPOINT: Shape = { kind: is('checkpoint'), note: isText, consistency: isDigests };
const FOOTER: Shape = { kind: is('footer'), events: isCount, frame: isDigest };
const COMMON: Shape = {
  kind: is('event'),
  envelope: () => true,
  payload: () => true,
  leaf: isDigest,
  salt: orNull(isSalt),
};
const FULL_EVENT: Shape = { ...COMMON, chain: isDigest };
const PARTIAL_EVENT: Shape = { ...COMMON, inclusion: isDigests };
const ENVELOPE: Shape = {
  v: is(1),
  org: isText,
  seq: (value) => isCount(value) && value !== 0,
  id: isText,
  type: isText,
  at: isTime,
  actor: shaped({ kind: isText, id: orNull(isText), label: isText }),
  subject: orNull(shaped({ type: isText, id: orNull(isText), label: orNull(isText) })),
  outcome: is('SUCCESS', 'REFUSED'),
  code: orNull(isText),
  requestId: isText,
  credentialId: orNull(isText),
  agentId: orNull(isText),
  risk: orNull(isText),
  payload: isDigest,
};

/** Exactly the fields of a header, each of its kind. */
export function isHeader(value: Json): value is Json & Header {
  return hasShape(value, HEADER);
}

/** Exactly the fields of a checkpoint line. */
export function isCheckpointLine(value: Json): value is Json & CheckpointLine {
  return hasShape(value, CHECKPOINT);
}

/** Exactly the fields of a footer. */
export function isFooter(value: Json): value is Json & Footer {
  return hasShape(value, FOOTER);
}

/** Exactly the fields of an event line of a full or of a partial export; an erased one has neither payload nor salt. */
export function isEventLine(value: Json): value is Json & EventRow {
  if (!hasShape(value, FULL_EVENT) && !hasShape(value, PARTIAL_EVENT)) return false;
  const { salt, payload } = value as unknown as EventRow;
  return salt !== null || payload === null;
}

/** Exactly the fields of an event's envelope. */
export function isEnvelope(value: Json): value is Json & Envelope {
  return hasShape(value, ENVELOPE);
}

function hasShape(value: Json, shape: Shape): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const names = Object.keys(value);
  return (
    names.length === Object.keys(shape).length &&
    Object.entries(shape).every(([name, check]) => Object.hasOwn(value, name) && check(value[name] as Json))
  );
}
