import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { record, text } from './loose-json.js';

/** DER header in front of the 32 raw bytes of an Ed25519 public key (RFC 8410). */
const SPKI_HEADER_BYTES = 12;

/** The Ed25519 key a connector shows to one gateway. The PEM is a secret: store it encrypted. */
export interface DeviceIdentity {
  /** Lower-case hex SHA-256 of the raw public key. */
  deviceId: string;
  /** base64url of the 32 raw bytes. */
  publicKey: string;
  privateKeyPem: string;
}

/** Everything the signature of a connect request covers. `credential` is the secret sent beside it, '' when none. */
export interface SignedConnect {
  clientId: string;
  clientMode: string;
  role: string;
  scopes: readonly string[];
  signedAtMs: number;
  credential: string;
  nonce: string;
  platform: string;
}

/** The `device` member of connect params. */
export interface DeviceProof {
  id: string;
  publicKey: string;
  signature: string;
  signedAt: number;
  nonce: string;
}

/** A fresh identity; nobody but the holder of the result can sign as it. */
export function createDeviceIdentity(): DeviceIdentity {
  const { privateKey } = generateKeyPairSync('ed25519');
  return identityOf(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}

/** The identity as text for an encrypted column. */
export function serializeDeviceIdentity(identity: DeviceIdentity): string {
  return JSON.stringify({ v: 1, privateKeyPem: identity.privateKeyPem });
}

/** Reads what `serializeDeviceIdentity` wrote. Throws when the text holds no Ed25519 private key. */
export function parseDeviceIdentity(serialized: string): DeviceIdentity {
  const pem = text(record(JSON.parse(serialized)).privateKeyPem);
  if (pem === null) throw new Error('The stored device identity holds no private key.');
  return identityOf(pem);
}

/**
 * The text a device signs, version 3: version, device, client, mode, role, scopes, time, credential, nonce, platform
 * and device family joined by '|'. Platform and family are lower-cased; we send no family.
 */
export function connectSignaturePayload(deviceId: string, signed: SignedConnect): string {
  return [
    'v3',
    deviceId,
    signed.clientId,
    signed.clientMode,
    signed.role,
    signed.scopes.join(','),
    String(signed.signedAtMs),
    signed.credential,
    signed.nonce,
    signed.platform.trim().toLowerCase(),
    '',
  ].join('|');
}

/** Signs one connect request; the nonce makes it worthless for any other. */
export function signConnect(identity: DeviceIdentity, signed: SignedConnect): DeviceProof {
  const payload = Buffer.from(connectSignaturePayload(identity.deviceId, signed), 'utf8');
  return {
    id: identity.deviceId,
    publicKey: identity.publicKey,
    signature: sign(null, payload, identity.privateKeyPem).toString('base64url'),
    signedAt: signed.signedAtMs,
    nonce: signed.nonce,
  };
}

function identityOf(privateKeyPem: string): DeviceIdentity {
  const key = createPrivateKey(privateKeyPem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('A device identity must be an Ed25519 key.');
  const raw = createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(SPKI_HEADER_BYTES);
  return {
    deviceId: createHash('sha256').update(raw).digest('hex'),
    publicKey: Buffer.from(raw).toString('base64url'),
    privateKeyPem,
  };
}
