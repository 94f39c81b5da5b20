import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { canonicalize } from './canonical-json.js';
import type { MasterKeyRing } from './master-key.js';

/** Where a sealed secret lives. It opens only there: moved to another row, column, table or organisation it is refused. */
export interface SecretPlace {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
  readonly org: string;
}

/**
 * Why a sealed secret did not open: `malformed` is not our format, `unknown-key` was sealed with a master key this
 * instance does not have, `refused` was changed, moved, or sealed with another key under the same id.
 */
export class SecretBoxError extends Error {
  override readonly name = 'SecretBoxError';

  constructor(
    readonly code: 'malformed' | 'unknown-key' | 'refused',
    message: string,
  ) {
    super(message);
  }
}

const CIPHER = 'aes-256-gcm';
const SEALED = /^cb1\.([0-9a-f]{8})\.([\w-]{16})\.([\w-]*)\.([\w-]{22})$/;

/**
 * Secrets at rest: AES-256-GCM under a key derived from the master key, bound to the place of the secret.
 * Sealed form: `cb1.<master key id>.<96-bit nonce>.<ciphertext>.<128-bit tag>`, base64url.
 */
export class SecretBox {
  readonly #current: string;
  readonly #keys = new Map<string, Buffer>();

  constructor(ring: MasterKeyRing) {
    this.#current = ring.current.id;
    for (const key of [ring.current, ...ring.previous]) this.#keys.set(key.id, key.derive('secrets'));
  }

  /** Names the master key that seals. */
  get currentKeyId(): string {
    return this.#current;
  }

  /** Seals a text for one place, with the current key. */
  seal(plaintext: string, place: SecretPlace): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv(CIPHER, this.#key(this.#current), nonce);
    cipher.setAAD(boundTo(this.#current, place));
    const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
    const parts = [nonce, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'));
    return ['cb1', this.#current, ...parts].join('.');
  }

  /** Opens a secret at its place, sealed with the current or an older key. Throws SecretBoxError. */
  open(sealed: string, place: SecretPlace): string {
    const { keyId, nonce, ciphertext, tag } = parse(sealed);
    const decipher = createDecipheriv(CIPHER, this.#key(keyId), nonce, { authTagLength: 16 });
    decipher.setAAD(boundTo(keyId, place));
    decipher.setAuthTag(tag);
    try {
      return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
    } catch {
      const where = `${place.table}.${place.column} of row ${place.rowId}`;
      throw new SecretBoxError(
        'refused',
        `the secret in ${where} was changed, moved, or sealed with another key`,
      );
    }
  }

  /** The secret sealed with the current key: itself when it already is, else opened and sealed anew (key rotation). */
  reseal(sealed: string, place: SecretPlace): string {
    return parse(sealed).keyId === this.#current ? sealed : this.seal(this.open(sealed, place), place);
  }

  #key(id: string): Buffer {
    const key = this.#keys.get(id);
    if (key === undefined) {
      throw new SecretBoxError(
        'unknown-key',
        `sealed with master key ${id}, which this instance does not have`,
      );
    }
    return key;
  }
}

/** Canonical JSON keeps the parts apart: no two places share their bytes, whatever their names hold. */
function boundTo(keyId: string, { table, column, rowId, org }: SecretPlace): Buffer {
  return Buffer.from(canonicalize({ format: 'cb1', keyId, table, column, rowId, org }));
}

function parse(sealed: string): { keyId: string; nonce: Buffer; ciphertext: Buffer; tag: Buffer } {
  const [, keyId = '', ...encoded] = SEALED.exec(sealed) ?? [];
  const [nonce, ciphertext, tag] = encoded.map(strictBase64Url);
  if (!nonce || !ciphertext || !tag) throw new SecretBoxError('malformed', 'not a sealed secret');
  return { keyId, nonce, ciphertext, tag };
}

function strictBase64Url(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}
