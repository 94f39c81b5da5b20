import { createHash, randomBytes } from 'node:crypto';
import type { DeviceKey } from './device-key.js';

/** `clawbutler-host` opens what a paired machine may; `clawbutler-pairing` only proves that this machine holds its key. */
export type SignatureTag = 'clawbutler-host' | 'clawbutler-pairing';

export interface Signing {
  key: Pick<DeviceKey, 'id' | 'sign'>;
  tag: SignatureTag;
  /** The server's time now, in milliseconds. */
  nowMs: number;
  /** Greater than of every request before; 0 while pairing. */
  sequence: number;
}

/**
 * Headers that sign a POST of this body to this address (RFC 9421): method, address and digest of the body are covered.
 * The sequence travels in the nonce, `<sequence>-<random>`.
 */
export function signRequest(
  url: string,
  body: string,
  { key, tag, nowMs, sequence }: Signing,
): Record<string, string> {
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  const params =
    '("@method" "@target-uri" "content-digest")' +
    `;created=${Math.floor(nowMs / 1000)};keyid="${key.id}"` +
    `;nonce="${sequence}-${randomBytes(16).toString('base64url')}";alg="ed25519";tag="${tag}"`;
  const base = [
    '"@method": POST',
    `"@target-uri": ${url}`,
    `"content-digest": ${digest}`,
    `"@signature-params": ${params}`,
  ].join('\n');
  return {
    'content-digest': digest,
    'signature-input': `sig=${params}`,
    signature: `sig=:${key.sign(base).toString('base64')}:`,
  };
}
