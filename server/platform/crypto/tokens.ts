import { hash, randomInt, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** A freshly minted token. `token` is shown once; `id` and `hash` are what is stored. */
export interface MintedToken {
  readonly token: string;
  readonly id: string;
  readonly hash: Buffer;
}

/** What can be read off a token without looking it up. */
export interface TokenParts {
  readonly kind: string;
  readonly id: string;
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_CHARS = 10;
/** 43 base62 digits carry 256 bits: enough that a plain SHA-256 at rest cannot be searched. */
const SECRET_CHARS = 43;
const CHECKSUM_CHARS = 6;
const KIND = /^[a-z]{2,12}$/;
const TOKEN = /^cb_([a-z]{2,12})_([0-9A-Za-z]{10})_[0-9A-Za-z]{43}_([0-9A-Za-z]{6})$/;

/**
 * A new opaque token `cb_<kind>_<10-char id>_<43-char secret>_<6-char checksum>`. The kind (2 to 12 small letters) says
 * what it is for, the id finds its row, the checksum lets typing errors and secret scanners be settled without a look-up.
 */
export function mintToken(kind: string): MintedToken {
  if (!KIND.test(kind)) throw new RangeError(`${kind} is not a token kind`);
  const id = randomDigits(ID_CHARS);
  const body = `cb_${kind}_${id}_${randomDigits(SECRET_CHARS)}`;
  const token = `${body}_${checksum(body)}`;
  return { token, id, hash: hashToken(token) };
}

/** Reads a token, or null when it cannot be one (of this kind): cheap, before any look-up. Proves nothing. */
export function parseToken(text: string, kind?: string): TokenParts | null {
  const [, found, id, sum] = TOKEN.exec(text) ?? [];
  if (found === undefined || id === undefined || (kind !== undefined && kind !== found)) return null;
  return checksum(text.slice(0, -1 - CHECKSUM_CHARS)) === sum ? { kind: found, id } : null;
}

/** What is stored of a token: SHA-256 of all of it, 32 bytes. */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

/** Whether a presented token is the one whose hash is stored, in constant time. */
export function tokenMatches(token: string, storedHash: Uint8Array): boolean {
  return storedHash.length === 32 && timingSafeEqual(hashToken(token), storedHash);
}

function randomDigits(count: number): string {
  // randomInt draws without modulo bias.
  return Array.from({ length: count }, () => DIGITS[randomInt(DIGITS.length)]).join('');
}

function checksum(body: string): string {
  let rest = crc32(body);
  let digits = '';
  for (let place = 0; place < CHECKSUM_CHARS; place++) {
    digits = DIGITS[rest % DIGITS.length] + digits;
    rest = Math.floor(rest / DIGITS.length);
  }
  return digits;
}
