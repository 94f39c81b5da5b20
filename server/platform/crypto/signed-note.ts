import { sign, verify } from 'node:crypto';
import {
  NoteError,
  type NoteSigner,
  type NoteVerifier,
  parseVerifierKey,
  verifierOf,
} from './verifier-key.js';

/** The state of one log at one moment (C2SP tlog-checkpoint): `size` leaves under the 32-byte `root`. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

const MAX_NOTE_CHARS = 65_536;
const MAX_SIGNATURES = 16;
const SIGNATURE_LINE = /^— ([^ +]+) ([A-Za-z0-9+/]+={0,2})$/u;

/** Signs a text (C2SP signed-note). The text ends with a newline and holds no other control character. */
export function signNote(text: string, signer: NoteSigner): string {
  requireText(text);
  const { name, keyId } = verifierOf(signer);
  const signature = sign(null, Buffer.from(text), signer.privateKey);
  const blob = Buffer.concat([Buffer.from(keyId, 'hex'), signature]);
  return `${text}\n— ${name} ${blob.toString('base64')}\n`;
}

/**
 * The text of a note, once a signature of this verifier holds. Throws NoteError otherwise.
 * Signatures by other keys (witnesses) are passed over; a wrong signature by this key refuses the whole note.
 */
export function openNote(note: string, verifier: NoteVerifier): string {
  if (note.length > MAX_NOTE_CHARS) throw new NoteError('the note is too long');
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) throw new NoteError('the note has no signature block');
  const text = note.slice(0, split + 1);
  requireText(text);
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new NoteError('the note has too many signatures');
  const ours = lines.map(parseSignature).filter(({ name, keyId }) => {
    return name === verifier.name && keyId === verifier.keyId;
  });
  if (ours.length === 0) throw new NoteError(`the note is not signed by ${verifier.name}+${verifier.keyId}`);
  for (const { signature } of ours) {
    if (!verify(null, Buffer.from(text), verifier.publicKey, signature)) {
      throw new NoteError(`the signature by ${verifier.name}+${verifier.keyId} does not match the text`);
    }
  }
  return text;
}

/** Signs the state of a log. Throws NoteError when the origin, size or root cannot be written as a checkpoint. */
export function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): string {
  const { origin, size, root } = checkpoint;
  if (origin === '' || origin.includes('\n')) throw new NoteError('a checkpoint needs a one-line origin');
  if (!Number.isSafeInteger(size) || size < 0) throw new NoteError(`${size} is not a tree size`);
  if (root.length !== 32) throw new NoteError('a checkpoint needs a 32-byte root');
  return signNote(`${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`, signer);
}

/**
 * The state a checkpoint states, once it is signed by `publicKey` (a verifier or its text form) and about the log
 * `origin`: a checkpoint of another log under the same key is refused. Throws NoteError.
 */
export function openCheckpoint(note: string, publicKey: NoteVerifier | string, origin: string): Checkpoint {
  const verifier = typeof publicKey === 'string' ? parseVerifierKey(publicKey) : publicKey;
  const [found = '', size = '', root = ''] = openNote(note, verifier).split('\n');
  if (found !== origin) throw new NoteError(`the checkpoint is about ${found}, not about ${origin}`);
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) {
    throw new NoteError('the checkpoint states no tree size');
  }
  const bytes = strictBase64(root);
  if (bytes?.length !== 32) throw new NoteError('the checkpoint states no 32-byte root');
  return { origin, size: Number(size), root: bytes };
}

function parseSignature(line: string): { name: string; keyId: string; signature: Buffer } {
  const [, name = '', encoded = ''] = SIGNATURE_LINE.exec(line) ?? [];
  const blob = strictBase64(encoded);
  if (name === '' || blob === null || blob.length < 5)
    throw new NoteError('the note has a malformed signature line');
  return { name, keyId: blob.toString('hex', 0, 4), signature: blob.subarray(4) };
}

/** Bytes whose one and only base64 form is `text`: stray bits in the last character are refused too. */
function strictBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

function requireText(text: string): void {
  if (!text.endsWith('\n') || text === '\n') throw new NoteError('the text of a note ends with a newline');
  if (/[^\P{Cc}\n]|\p{Surrogate}/u.test(text))
    throw new NoteError('the text of a note has no control characters');
}
