import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createPrivateFile, readPrivateFile, syncDirectory } from './private-file.js';
import { formatVerifierKey, NoteError, type NoteSigner, verifierOf } from './verifier-key.js';

/** The instance's signing key, and the text forms of every verifier key it ever had, oldest first, current last. */
export interface SigningKey {
  readonly signer: NoteSigner;
  readonly verifierKey: string;
  readonly history: readonly string[];
}

const FOLDER = 'keys';
const PRIVATE = 'checkpoint.ed25519';
const HISTORY = 'checkpoint.vkeys';

/**
 * The Ed25519 key that signs checkpoints: `<dataDir>/keys/checkpoint.ed25519` (PKCS#8 PEM, mode 0600), made on first
 * use. `name` is the key name of the signed notes, the instance id. Public keys are kept for ever in
 * `<dataDir>/keys/checkpoint.vkeys`, one verifier key a line, so that old checkpoints stay checkable after a rotation.
 * Throws PrivateFileError when others may read the key, NoteError when it is no Ed25519 key.
 */
export function loadSigningKey(dataDir: string, name: string): SigningKey {
  const path = join(dataDir, FOLDER, PRIVATE);
  let pem = readPrivateFile(path);
  if (pem === null) {
    createPrivateFile(path, newKeyPem());
    pem = readPrivateFile(path) ?? '';
  }
  const signer: NoteSigner = { name, privateKey: parsePem(pem, path) };
  const verifierKey = formatVerifierKey(verifierOf(signer));
  const history = readHistory(dataDir);
  // After a crash between making a key and noting it, the next start notes it.
  if (!history.includes(verifierKey)) {
    appendFileSync(join(dataDir, FOLDER, HISTORY), `${verifierKey}\n`, { mode: 0o600, flush: true });
  }
  return { signer, verifierKey, history: [...history.filter((key) => key !== verifierKey), verifierKey] };
}

/** Replaces the signing key; the old private key is destroyed, its verifier key stays in the history. */
export function rotateSigningKey(dataDir: string, name: string): SigningKey {
  loadSigningKey(dataDir, name);
  const path = join(dataDir, FOLDER, PRIVATE);
  const next = `${path}.next`;
  rmSync(next, { force: true });
  createPrivateFile(next, newKeyPem());
  renameSync(next, path);
  syncDirectory(join(dataDir, FOLDER));
  return loadSigningKey(dataDir, name);
}

/** The public half of a signing key, for showing. */
export function publicPem(key: SigningKey): string {
  return createPublicKey(key.signer.privateKey).export({ format: 'pem', type: 'spki' }).toString();
}

function newKeyPem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

function parsePem(pem: string, path: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new NoteError(`${path} holds no private key in PEM form`);
  }
}

function readHistory(dataDir: string): string[] {
  const path = join(dataDir, FOLDER, HISTORY);
  if (!existsSync(path)) return [];
  return [
    ...new Set(
      readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    ),
  ];
}
