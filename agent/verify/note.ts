import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import { Flaw, UsageProblem } from './flaw.js';
import type { TreeHead } from './tree.js';

/** A public key that checkpoints are believed from. `fingerprint` is SHA-256 of the 32 key bytes, for reading aloud. */
export interface TrustedKey {
  readonly name: string;
  readonly id: string;
  readonly text: string;
  readonly fingerprint: string;
  readonly publicKey: KeyObject;
}

/** What a signed checkpoint says, and which of the keys signed it. */
export interface OpenedCheckpoint extends TreeHead {
  readonly origin: string;
  readonly key: TrustedKey;
}

const LONGEST_NOTE = 65_536;
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const VERIFIER_KEY = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/u;
const SIGNATURE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;

/** Reads a verifier key `name+id+base64` of the C2SP signed-note form (Ed25519). Throws UsageProblem. */
export function readKey(text: string): TrustedKey {
  const [, name = '', id = '', encoded = ''] = VERIFIER_KEY.exec(text) ?? [];
  const bytes = fromBase64(encoded);
  if (bytes?.length !== 33 || bytes[0] !== 1) {
    throw new UsageProblem(
      'A key looks like name+0123abcd+<44 characters>: copy all of it, as one argument.',
    );
  }
  const expected = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), bytes])).slice(0, 8);
  if (expected !== id)
    throw new UsageProblem(`The key is damaged: its id is ${id} but should be ${expected}.`);
  const raw = bytes.subarray(1);
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' });
  return { name, id, text, fingerprint: hash('sha256', raw), publicKey };
}

/**
 * Opens a checkpoint that one of the keys signed. Signatures of unknown keys are passed over, but every signature
 * that claims to be from one of ours must hold. Throws Flaw without a line; the caller knows where it stands.
 */
export function openCheckpoint(note: string, keys: readonly TrustedKey[]): OpenedCheckpoint {
  const end = note.lastIndexOf('\n\n');
  if (note.length > LONGEST_NOTE || end < 0 || !note.endsWith('\n')) {
    throw new Flaw('checkpoint', 'the checkpoint is not a signed note');
  }
  const text = note.slice(0, end + 1);
  const key = signedBy(text, note.slice(end + 2, -1).split('\n'), keys);
  return { ...stated(text), key };
}

function stated(text: string): { origin: string; size: number; root: string } {
  const [origin = '', size = '', root = ''] = text.split('\n');
  const bytes = fromBase64(root);
  if (origin === '' || !/^(0|[1-9][0-9]{0,15})$/.test(size) || bytes?.length !== 32) {
    throw new Flaw('checkpoint', 'the checkpoint does not state an origin, a size and a root');
  }
  return { origin, size: Number(size), root: bytes.toString('hex') };
}

function signedBy(text: string, lines: readonly string[], keys: readonly TrustedKey[]): TrustedKey {
  let signer: TrustedKey | undefined;
  for (const line of lines) {
    const [, name, encoded = ''] = SIGNATURE.exec(line) ?? [];
    const blob = fromBase64(encoded);
    if (name === undefined || blob === null || blob.length < 5) {
      throw new Flaw('signature', 'the checkpoint has a malformed signature line');
    }
    const key = keys.find((one) => one.name === name && one.id === blob.toString('hex', 0, 4));
    if (key === undefined) continue;
    if (!verify(null, Buffer.from(text), key.publicKey, blob.subarray(4))) {
      throw new Flaw('signature', `the signature of key ${key.name}+${key.id} does not match the checkpoint`);
    }
    signer = key;
  }
  if (signer !== undefined) return signer;
  const names = keys.map((key) => `${key.name}+${key.id}`).join(', ');
  throw new Flaw('signature', `the checkpoint is not signed by the key ${names}`);
}

/** Bytes whose only base64 form is this text, or null. */
function fromBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return text !== '' && bytes.toString('base64') === text ? bytes : null;
}
