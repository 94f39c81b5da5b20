import { createPublicKey, hash, type KeyObject } from 'node:crypto';

/** A name, a key or a note that is not in the form it must have, or a signature that does not hold. */
export class NoteError extends Error {
  override readonly name = 'NoteError';
}

/** Who signs notes: the name is part of the key's identity and of every signature line. */
export interface NoteSigner {
  readonly name: string;
  readonly privateKey: KeyObject;
}

/** Whose signatures are believed. `keyId` is the 4-byte key hash of C2SP signed-note in hex. */
export interface NoteVerifier {
  readonly name: string;
  readonly keyId: string;
  readonly publicKey: KeyObject;
}

/** The signature type byte of Ed25519 in C2SP signed-note. */
const ED25519 = 0x01;

/** The public side of a signer. Throws NoteError when its name or key cannot sign notes. */
export function verifierOf(signer: NoteSigner): NoteVerifier {
  requireKeyName(signer.name);
  if (signer.privateKey.asymmetricKeyType !== 'ed25519')
    throw new NoteError('notes are signed with Ed25519 keys');
  const publicKey = createPublicKey(signer.privateKey);
  return { name: signer.name, keyId: keyIdOf(signer.name, typedKey(publicKey)), publicKey };
}

/** The text form of a verifier: `name+<key id>+<base64(0x01 ‖ public key)>`. */
export function formatVerifierKey(verifier: NoteVerifier): string {
  return `${verifier.name}+${verifier.keyId}+${typedKey(verifier.publicKey).toString('base64')}`;
}

/** Reads the text form of a verifier. Throws NoteError unless every part of it agrees with the others. */
export function parseVerifierKey(text: string): NoteVerifier {
  const match = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text);
  if (match === null)
    throw new NoteError('a verifier key looks like name+0123abcd+<44 characters of base64>');
  const [, name = '', keyId = '', encoded = ''] = match;
  requireKeyName(name);
  const typed = Buffer.from(encoded, 'base64');
  if (typed.length !== 33 || typed.toString('base64') !== encoded || typed[0] !== ED25519) {
    throw new NoteError('the verifier key does not hold an Ed25519 public key');
  }
  if (keyIdOf(name, typed) !== keyId) throw new NoteError(`the verifier key's id is not ${keyId}`);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: typed.subarray(1).toString('base64url') };
  return { name, keyId, publicKey: createPublicKey({ key: jwk, format: 'jwk' }) };
}

/** The first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), in hex. */
function keyIdOf(name: string, typed: Buffer): string {
  const digest = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), typed]), 'buffer');
  return digest.toString('hex', 0, 4);
}

function typedKey(publicKey: KeyObject): Buffer {
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(ED25519), Buffer.from(x, 'base64url')]);
}

function requireKeyName(name: string): void {
  if (name === '' || /[\s+\p{Zs}\p{Cc}\p{Surrogate}]/u.test(name)) {
    throw new NoteError('a key name is not empty and has no white space, control character or plus sign');
  }
}
