import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { openCheckpoint, openNote, signCheckpoint, signNote } from './signed-note.js';
import {
  formatVerifierKey,
  NoteError,
  type NoteSigner,
  parseVerifierKey,
  verifierOf,
} from './verifier-key.js';

/** The example key and note that the format's reference implementation publishes. */
const EXAMPLE_SEED = 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const EXAMPLE_VKEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const EXAMPLE_TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const EXAMPLE_NOTE =
  EXAMPLE_TEXT +
  '\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

const ORIGIN = 'butler.example/7d7c0f3e';
const signer = signerNamed('butler.example');
const verifier = verifierOf(signer);
const ROOT = Buffer.alloc(32, 7);

describe('signed notes (C2SP)', () => {
  it('reproduces the published example: key id, signature and verification', () => {
    const seed = Buffer.from(EXAMPLE_SEED, 'base64').subarray(1);
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const peter = {
      name: 'PeterNeumann',
      privateKey: createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }),
    };
    expect(formatVerifierKey(verifierOf(peter))).toBe(EXAMPLE_VKEY);
    expect(signNote(EXAMPLE_TEXT, peter)).toBe(EXAMPLE_NOTE);
    expect(openNote(EXAMPLE_NOTE, parseVerifierKey(EXAMPLE_VKEY))).toBe(EXAMPLE_TEXT);
  });

  it('round-trips a checkpoint and its verifier key', () => {
    const note = signCheckpoint({ origin: ORIGIN, size: 42, root: ROOT }, signer);
    expect(note.split('\n').slice(0, 4)).toEqual([ORIGIN, '42', ROOT.toString('base64'), '']);
    expect(openCheckpoint(note, formatVerifierKey(verifier), ORIGIN)).toEqual({
      origin: ORIGIN,
      size: 42,
      root: ROOT,
    });
  });

  it('passes over the signatures of witnesses', () => {
    const note = signCheckpoint({ origin: ORIGIN, size: 1, root: ROOT }, signer);
    const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
    const cosigned = note + signNote(text, signerNamed('witness.example')).slice(text.length + 1);
    expect(openCheckpoint(cosigned, verifier, ORIGIN).size).toBe(1);
  });

  it('refuses a checkpoint of another log, another key, or another key of the same name', () => {
    const note = signCheckpoint({ origin: ORIGIN, size: 1, root: ROOT }, signer);
    expect(() => openCheckpoint(note, verifier, 'butler.example/other')).toThrow(
      'not about butler.example/other',
    );
    expect(() => openCheckpoint(note, verifierOf(signerNamed('x')), ORIGIN)).toThrow('is not signed by x+');
    const twin = verifierOf(signerNamed('butler.example'));
    expect(() => openCheckpoint(note, twin, ORIGIN)).toThrow('is not signed by butler.example+');
    const disguised = { ...twin, keyId: verifier.keyId };
    expect(() => openCheckpoint(note, disguised, ORIGIN)).toThrow('does not match the text');
  });

  it('refuses a note with any one character changed, added or removed', () => {
    const note = signCheckpoint({ origin: ORIGIN, size: 123_456, root: ROOT }, signer);
    const character = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 });
    fc.assert(
      fc.property(fc.nat(note.length - 1), character, fc.nat(2), (at, other, kind) => {
        fc.pre(other !== note[at]);
        const changed = note.slice(0, at) + (kind === 2 ? '' : other) + note.slice(kind === 0 ? at : at + 1);
        fc.pre(changed !== note);
        expect(() => openCheckpoint(changed, verifier, ORIGIN)).toThrow(NoteError);
      }),
      { numRuns: 3_000, seed: 25519 },
    );
  });

  it.each([
    ['a leading zero in the size', `${ORIGIN}\n007\n${ROOT.toString('base64')}\n`, 'no tree size'],
    ['a size beyond 2^53', `${ORIGIN}\n9007199254740993\n${ROOT.toString('base64')}\n`, 'no tree size'],
    ['a negative size', `${ORIGIN}\n-1\n${ROOT.toString('base64')}\n`, 'no tree size'],
    ['a short root', `${ORIGIN}\n1\nAAAA\n`, 'no 32-byte root'],
    ['no root', `${ORIGIN}\n1\n`, 'no 32-byte root'],
  ])('refuses a signed text with %s', (_what, text, message) => {
    expect(() => openCheckpoint(signNote(text, signer), verifier, ORIGIN)).toThrow(message);
  });

  it('refuses to sign what would not be a checkpoint', () => {
    const good = { origin: ORIGIN, size: 1, root: ROOT };
    expect(() => signCheckpoint({ ...good, origin: 'a\nb' }, signer)).toThrow('one-line origin');
    expect(() => signCheckpoint({ ...good, origin: 'a\u0007' }, signer)).toThrow('control characters');
    expect(() => signCheckpoint({ ...good, size: -1 }, signer)).toThrow('not a tree size');
    expect(() => signCheckpoint({ ...good, root: ROOT.subarray(1) }, signer)).toThrow('32-byte root');
    expect(() => signCheckpoint(good, signerNamed('two words'))).toThrow('key name');
    const x25519 = { name: 'x', privateKey: generateKeyPairSync('x25519').privateKey };
    expect(() => signCheckpoint(good, x25519)).toThrow('Ed25519');
  });

  it.each([
    '',
    'a+b',
    'a+00000000+' + 'A'.repeat(44),
    EXAMPLE_VKEY.replace('c74f20a3', 'c74f20a4'),
    EXAMPLE_VKEY + '=',
  ])('refuses the verifier key %p', (text) => expect(() => parseVerifierKey(text)).toThrow(NoteError));
});

function signerNamed(name: string): NoteSigner {
  return { name, privateKey: generateKeyPairSync('ed25519').privateKey };
}
