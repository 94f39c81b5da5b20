import { createHash, createPublicKey, verify } from 'node:crypto';
import {
  parseDictionary,
  serializeInnerList,
  type InnerList,
  type Item,
  type Parameters,
} from 'structured-headers';

/** A signed request, as far as HTTP shows it. */
export interface PresentedSignature {
  /** The headers `Signature-Input`, `Signature` and `Content-Digest`, as sent. */
  input: string;
  signature: string;
  contentDigest: string;
  method: string;
  /** What the request's address may be, seen from outside: our configured addresses, never the request's own words. */
  targets: readonly string[];
  /** SHA-256 of the body's bytes. */
  bodyDigest: Buffer;
}

/** What a request of our profile claims. Proven only once `isSignedBy` said so. */
export interface SignatureClaims {
  /** SHA-256 of the public key, hex. */
  keyId: string;
  /** Seconds since 1970, by the signer's clock. */
  created: number;
  /** From the nonce: each request of a key has a greater one than the last. */
  sequence: number;
  nonce: string;
  tag: string;
}

/** The tag of a paired host's requests. */
export const hostTag = 'clawbutler-host';
/** The tag of a machine's requests before it is paired: they prove that it holds the key, and open nothing. */
export const pairingTag = 'clawbutler-pairing';

const covered = ['@method', '@target-uri', 'content-digest'] as const;
const parameters = ['alg', 'created', 'keyid', 'nonce', 'tag'];
const longestHeader = 1000;
const keyIdShape = /^[0-9a-f]{64}$/;
/** `<sequence>-<random>`: the sequence travels in the nonce, so that the signature covers it without a header of our own. */
const nonceShape = /^(0|[1-9]\d{0,14})-[A-Za-z0-9_-]{16,64}$/;

/**
 * Reads a signature of our profile of RFC 9421: exactly `@method`, `@target-uri` and `content-digest` are covered, the
 * parameters are exactly created, keyid, nonce, alg and tag, and the body is the one whose digest is covered.
 * @returns null for anything else.
 */
export function readSignature(presented: PresentedSignature): SignatureClaims | null {
  const member = onlyMember(presented.input);
  if (!isInnerList(member) || !coversAll(member) || !isOfBody(presented)) return null;
  return claimsOf(member[1]);
}

/** Whether the request was signed with this key (32 bytes, Ed25519) for one of our addresses. */
export function isSignedBy(publicKey: Uint8Array, presented: PresentedSignature): boolean {
  const params = onlyMember(presented.input);
  const signature = bytesOf(onlyMember(presented.signature)?.[0]);
  if (!isInnerList(params) || !signature || labelOf(presented.input) !== labelOf(presented.signature))
    return false;
  return presented.targets.some((target) => {
    const values = [presented.method, target, presented.contentDigest];
    const base = signatureBase(
      covered.map((name, i) => [name, values[i]!]),
      serializeInnerList(params),
    );
    return verifyEd25519(publicKey, base, signature);
  });
}

/** The text that is signed (RFC 9421, section 2.5). */
export function signatureBase(components: [name: string, value: string][], params: string): string {
  const lines = components.map(([name, value]) => `"${name}": ${value}`);
  return [...lines, `"@signature-params": ${params}`].join('\n');
}

/** Whether these bytes are the Ed25519 signature of a text; false for a key that is none. */
export function verifyEd25519(publicKey: Uint8Array, text: string, signature: Uint8Array): boolean {
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') };
    return verify(null, Buffer.from(text), createPublicKey({ key: jwk, format: 'jwk' }), signature);
  } catch {
    return false;
  }
}

/** What a key is known by: SHA-256 of its 32 bytes. */
export function keyHash(publicKey: Uint8Array): Buffer {
  return createHash('sha256').update(publicKey).digest();
}

function claimsOf(params: Parameters): SignatureClaims | null {
  if ([...params.keys()].sort().join() !== parameters.join() || params.get('alg') !== 'ed25519') return null;
  const [created, keyId, nonce, tag] = ['created', 'keyid', 'nonce', 'tag'].map((name) => params.get(name));
  const sequence = nonceShape.exec(String(nonce))?.[1];
  if (!Number.isInteger(created) || !keyIdShape.test(String(keyId)) || sequence === undefined) return null;
  return {
    keyId: String(keyId),
    created: created as number,
    sequence: Number(sequence),
    nonce: String(nonce),
    tag: String(tag),
  };
}

const isInnerList = (member: InnerList | Item | null): member is InnerList =>
  member !== null && Array.isArray(member[0]);

function coversAll([items]: InnerList): boolean {
  return (
    items.length === covered.length &&
    items.every(([name, params], i) => name === covered[i] && params.size === 0)
  );
}

function isOfBody({ contentDigest, bodyDigest }: PresentedSignature): boolean {
  const digest = dictionary(contentDigest)?.get('sha-256')?.[0];
  return bytesOf(digest)?.equals(bodyDigest) ?? false;
}

function labelOf(header: string): string | undefined {
  return [...(dictionary(header)?.keys() ?? [])][0];
}

/** One signature a request: a second one would be somebody else's, and nobody asked for it. */
function onlyMember(header: string) {
  const members = [...(dictionary(header)?.values() ?? [])];
  return members.length === 1 ? members[0]! : null;
}

function dictionary(header: string) {
  if (header.length > longestHeader) return null;
  try {
    return parseDictionary(header);
  } catch {
    return null;
  }
}

function bytesOf(value: unknown): Buffer | null {
  return value instanceof ArrayBuffer || value instanceof Uint8Array
    ? Buffer.from(value as ArrayBuffer)
    : null;
}
