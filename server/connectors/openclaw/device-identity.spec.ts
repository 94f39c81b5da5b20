import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import {
  connectSignaturePayload,
  createDeviceIdentity,
  parseDeviceIdentity,
  serializeDeviceIdentity,
  signConnect,
} from './device-identity.js';

const SIGNED = {
  clientId: 'gateway-client',
  clientMode: 'backend',
  role: 'operator',
  scopes: ['operator.read', 'operator.admin'],
  signedAtMs: 1795333427889,
  credential: 'T',
  nonce: 'n-1',
  platform: 'Linux',
};

describe('device identity', () => {
  it('is named after its public key', () => {
    const identity = createDeviceIdentity();
    const raw = Buffer.from(identity.publicKey, 'base64url');
    expect(raw).toHaveLength(32);
    expect(identity.deviceId).toBe(createHash('sha256').update(raw).digest('hex'));
  });

  it('survives being stored', () => {
    const identity = createDeviceIdentity();
    expect(parseDeviceIdentity(serializeDeviceIdentity(identity))).toEqual(identity);
  });

  it('refuses a stored key of another kind', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(() => parseDeviceIdentity(JSON.stringify({ privateKeyPem }))).toThrow('Ed25519');
  });

  it('signs version 3 of the payload, verifiable with the public key alone', () => {
    const identity = createDeviceIdentity();
    const proof = signConnect(identity, SIGNED);
    const payload = connectSignaturePayload(identity.deviceId, SIGNED);
    expect(payload).toBe(
      `v3|${identity.deviceId}|gateway-client|backend|operator|operator.read,operator.admin|1795333427889|T|n-1|linux|`,
    );
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: proof.publicKey },
      format: 'jwk',
    });
    expect(verify(null, Buffer.from(payload), key, Buffer.from(proof.signature, 'base64url'))).toBe(true);
    expect(proof).toMatchObject({ id: identity.deviceId, signedAt: 1795333427889, nonce: 'n-1' });
  });
});
