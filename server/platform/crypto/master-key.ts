import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** A master key that is missing, malformed or kept unsafely. The message says what to do and never holds the key. */
export class MasterKeyError extends Error {
  override readonly name = 'MasterKeyError';
}

/** What a key is derived for. One purpose never shares a key with another. */
export type KeyPurpose = 'secrets' | 'jwt' | 'idempotency' | 'cursors' | 'cookies' | 'key-id';

/** 32 secret bytes that are never used directly and never printed: every use derives a key of its own. */
export class MasterKey {
  /** A name for the key that tells nothing about it: 8 hex digits derived from it. Stored next to what it sealed. */
  readonly id: string;
  readonly #key: KeyObject;

  constructor(bytes: Uint8Array) {
    if (bytes.length !== 32)
      throw new MasterKeyError(`a master key has 32 bytes, this one has ${bytes.length}`);
    this.#key = createSecretKey(bytes);
    this.id = this.derive('key-id', 4).toString('hex');
  }

  /** HKDF-SHA256 of the master key for one purpose; `length` in bytes. */
  derive(purpose: KeyPurpose, length = 32): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#key, '', `clawbutler/master/v1/${purpose}`, length));
  }
}

/** The key that seals, and older ones that only open. */
export interface MasterKeyRing {
  readonly current: MasterKey;
  readonly previous: readonly MasterKey[];
}

/** Reads 32 bytes from 64 hex digits, base64 or base64url. `source` names where the text came from. */
export function parseMasterKey(text: string, source: string): MasterKey {
  const trimmed = text.trim();
  const bytes = /^[0-9a-fA-F]{64}$/.test(trimmed)
    ? Buffer.from(trimmed, 'hex')
    : /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)
      ? Buffer.from(trimmed, 'base64')
      : null;
  if (bytes?.length !== 32) {
    throw new MasterKeyError(
      `${source} must hold 32 bytes as 64 hex digits or as base64 (try: openssl rand -hex 32)`,
    );
  }
  return new MasterKey(bytes);
}
