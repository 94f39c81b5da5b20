import { createHash, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import {
  isSignedBy,
  keyHash,
  readSignature,
  signatureBase,
  verifyEd25519,
  type PresentedSignature,
} from './http-signature.js';

const target = 'https://butler.example/graphql';
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url');

const digestOf = (body: string) => createHash('sha256').update(body).digest();
const digestHeader = (body: string) => `sha-256=:${digestOf(body).toString('base64')}:`;

interface Wording {
  components?: string;
  params?: string;
  label?: string;
  method?: string;
  target?: string;
  key?: KeyObject;
  body?: string;
}

/** A request as an honest signer would sign it, unless told otherwise. */
function signed(wording: Wording = {}): PresentedSignature {
  const body = wording.body ?? '{"query":"{ x }"}';
  const components = wording.components ?? '"@method" "@target-uri" "content-digest"';
  const given =
    wording.params ??
    `created=1795333000;keyid="${keyHash(raw).toString('hex')}";nonce="7-abcdefghijklmnopqrstuv";alg="ed25519";tag="clawbutler-host"`;
  const params = `(${components});${given}`;
  const base = signatureBase(
    [
      ['@method', wording.method ?? 'POST'],
      ['@target-uri', wording.target ?? target],
      ['content-digest', digestHeader(body)],
    ],
    params,
  );
  const label = wording.label ?? 'sig';
  return {
    input: `${label}=${params}`,
    signature: `${label}=:${sign(null, Buffer.from(base), wording.key ?? privateKey).toString('base64')}:`,
    contentDigest: digestHeader(body),
    method: 'POST',
    targets: [target],
    bodyDigest: digestOf(body),
  };
}

describe('the signature base', () => {
  // RFC 9421, appendix B.2.6, with the key of B.1.4.
  const jwk = {
    kty: 'OKP',
    crv: 'Ed25519',
    x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
    d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
  };
  const params =
    '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"';
  const base = signatureBase(
    [
      ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
      ['@method', 'POST'],
      ['@path', '/foo'],
      ['@authority', 'example.com'],
      ['content-type', 'application/json'],
      ['content-length', '18'],
    ],
    params,
  );
  const expected = 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==';

  it('verifies and makes the signature of RFC 9421 B.2.6', () => {
    const key = Buffer.from(jwk.x, 'base64url');
    expect(verifyEd25519(key, base, Buffer.from(expected, 'base64'))).toBe(true);
    expect(verifyEd25519(key, `${base} `, Buffer.from(expected, 'base64'))).toBe(false);
    const made = sign(null, Buffer.from(base), createPrivateKey({ key: jwk, format: 'jwk' }));
    expect(made.toString('base64')).toBe(expected);
  });

  it('is verified by keys only', () => {
    for (const key of [Buffer.alloc(0), Buffer.alloc(31, 1), Buffer.alloc(33, 1)])
      expect(verifyEd25519(key, base, Buffer.from(expected, 'base64'))).toBe(false);
  });
});

describe('a signed request', () => {
  it('is read and verified', () => {
    const presented = signed();
    expect(readSignature(presented)).toEqual({
      keyId: keyHash(raw).toString('hex'),
      created: 1795333000,
      sequence: 7,
      nonce: '7-abcdefghijklmnopqrstuv',
      tag: 'clawbutler-host',
    });
    expect(isSignedBy(raw, presented)).toBe(true);
    expect(isSignedBy(raw, { ...presented, targets: ['http://other/graphql', target] })).toBe(true);
  });

  it.each<[string, Wording]>([
    ['another method', { method: 'GET' }],
    ['another address', { target: 'https://evil.example/graphql' }],
    ['another path', { target: `${target}/` }],
    ['another key', { key: generateKeyPairSync('ed25519').privateKey }],
  ])('for %s is not verified', (_what, wording) => {
    expect(isSignedBy(raw, signed(wording))).toBe(false);
  });

  it('whose body, digest, parameters or labels were changed on the way is refused', () => {
    const presented = signed();
    const other = '{"query":"mutation { y }"}';
    expect(readSignature({ ...presented, bodyDigest: digestOf(other) })).toBeNull();
    const redigested = { ...presented, bodyDigest: digestOf(other), contentDigest: digestHeader(other) };
    expect(readSignature(redigested)).not.toBeNull();
    expect(isSignedBy(raw, redigested)).toBe(false);
    for (const [from, to] of [
      ['created=1795333000', 'created=1795333001'],
      ['nonce="7-', 'nonce="8-'],
      ['clawbutler-host', 'clawbutler-pairing'],
    ] as const)
      expect(isSignedBy(raw, { ...presented, input: presented.input.replace(from, to) })).toBe(false);
    expect(isSignedBy(raw, { ...presented, signature: presented.signature.replace('sig', 'gis') })).toBe(
      false,
    );
  });

  const keyid = keyHash(raw).toString('hex');
  const good = `created=1;keyid="${keyid}";nonce="7-abcdefghijklmnopqrstuv";alg="ed25519";tag="clawbutler-host"`;
  it.each<[string, Wording]>([
    ['without the digest', { components: '"@method" "@target-uri"' }],
    ['in another order', { components: '"@target-uri" "@method" "content-digest"' }],
    ['with more covered', { components: '"@method" "@target-uri" "content-digest" "date"' }],
    ['with a parameter on a component', { components: '"@method";req "@target-uri" "content-digest"' }],
    ['by another algorithm', { params: good.replace('ed25519', 'hmac-sha256') }],
    ['without a nonce', { params: good.replace('nonce="7-abcdefghijklmnopqrstuv";', '') }],
    ['with a nonce without a sequence', { params: good.replace('7-abc', 'abc') }],
    ['with a sequence too long to be exact', { params: good.replace('7-abc', '9999999999999999-abc') }],
    ['with expires', { params: `${good};expires=2` }],
    ['created at a fraction', { params: good.replace('created=1', 'created=1.5') }],
    ['created as text', { params: good.replace('created=1', 'created="1"') }],
    ['by a key named freely', { params: good.replace(keyid, 'me') }],
  ])('%s is none of ours', (_what, wording) => {
    expect(readSignature(signed(wording))).toBeNull();
  });

  it('twice, garbled or endless is none of ours', () => {
    const presented = signed();
    for (const input of [
      '',
      'sig',
      'sig=(',
      '((((',
      'sig=:AA==:',
      'sig=1',
      `${presented.input}, other=${presented.input.slice(4)}`,
      presented.input.replace('alg', `x="${'y'.repeat(1000)}";alg`),
    ]) {
      expect(readSignature({ ...presented, input })).toBeNull();
      expect(isSignedBy(raw, { ...presented, input })).toBe(false);
    }
    for (const signature of ['', 'sig', 'sig="x"', 'sig=:AAAA:', 'sig=()', '\0'])
      expect(isSignedBy(raw, { ...presented, signature })).toBe(false);
    for (const contentDigest of ['', 'sha-512=:AAAA:', 'sha-256="x"', 'sha-256=:AAAA:'])
      expect(readSignature({ ...presented, contentDigest })).toBeNull();
  });
});
