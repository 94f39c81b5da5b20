import { createHmac, hash, randomBytes } from 'node:crypto';
import { canonicalize } from './canonical-json.js';
import { leafHash } from './merkle.js';

/** Who caused an event: a kind (person, service token, connector, system, …) and its id. */
export interface AuditActor {
  readonly kind: string;
  readonly id: string | null;
  /** The name of then. */
  readonly label: string;
}

/** What an event is about. */
export interface AuditSubject {
  readonly type: string;
  readonly id: string | null;
  readonly label: string | null;
}

/**
 * The part of an event that is hashed into the log and never changes or goes away. The payload itself is held apart
 * so that it can be erased: here stands only its keyed digest, and the key (the row's salt) is erased with it.
 * `seq` counts from 1 without gaps within an organisation; the event's leaf index in the tree is `seq - 1`.
 */
export interface AuditEnvelope {
  readonly v: 1;
  readonly org: string;
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  /** RFC 3339 in UTC with milliseconds, as Date.toISOString() writes it. */
  readonly at: string;
  readonly actor: AuditActor;
  readonly subject: AuditSubject | null;
  readonly outcome: 'SUCCESS' | 'REFUSED';
  /** Code of the refusal. */
  readonly code: string | null;
  readonly requestId: string;
  /** The login session or service token used. */
  readonly credentialId: string | null;
  readonly agentId: string | null;
  readonly risk: string | null;
  /** The payload digest, 64 hex digits. */
  readonly payload: string;
}

const SALT_BYTES = 16;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** A fresh salt for one event's payload: 16 random bytes, so that an erased payload cannot be guessed from its digest. */
export function newPayloadSalt(): Buffer {
  return randomBytes(SALT_BYTES);
}

/** HMAC-SHA256(salt, JCS(payload)) in hex. Throws CanonicalJsonError when the payload is not I-JSON. */
export function payloadDigest(salt: Uint8Array, payload: unknown): string {
  // Exactly: HMAC pads keys with zero bytes, so a longer salt could be another spelling of a shorter one.
  if (salt.length !== SALT_BYTES) throw new RangeError(`a payload salt has ${SALT_BYTES} bytes`);
  return createHmac('sha256', salt).update(canonicalize(payload)).digest('hex');
}

/** The event's leaf in the organisation's Merkle tree: SHA-256(0x00 ‖ JCS(envelope)). Throws on a malformed envelope. */
export function leafOf(envelope: AuditEnvelope): Buffer {
  requireShape(envelope);
  return leafHash(Buffer.from(canonicalize(envelope)));
}

/** The chain value before an organisation's first event: SHA-256('clawbutler/audit/v1/' ‖ organisation id). */
export function chainGenesis(org: string): Buffer {
  return hash('sha256', `clawbutler/audit/v1/${org}`, 'buffer');
}

/** The chain value after an event: SHA-256(previous chain value ‖ leaf). */
export function chainNext(previous: Uint8Array, leaf: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([previous, leaf]), 'buffer');
}

/** A verifier refuses whole exports over these, so a bad row must not get as far as being hashed. */
function requireShape(envelope: AuditEnvelope): void {
  const problem =
    (!Number.isSafeInteger(envelope.seq) || envelope.seq < 1
      ? `seq ${envelope.seq} does not count from 1`
      : null) ??
    (!TIME.test(envelope.at) ? `at ${envelope.at} is not UTC with milliseconds` : null) ??
    (!/^[0-9a-f]{64}$/.test(envelope.payload) ? 'payload is not a SHA-256 digest in hex' : null);
  if (problem !== null) throw new RangeError(`audit envelope: ${problem}`);
}
