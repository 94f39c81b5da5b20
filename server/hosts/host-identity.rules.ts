import type { HostIdentityInput } from '../../schema/generated/types.js';
import { AppError } from '../platform/errors/app-error.js';

/** A machine that introduces itself, checked. */
export interface HostIdentity {
  publicKey: Buffer;
  hostname: string;
  platform: string;
  agentVersion: string;
}

/** Lower and upper case letters, digits, and what host names, platforms and versions are made of. */
const plain = /^[\p{L}\p{N}][\p{L}\p{N} ._+()-]*$/u;

/** @throws AppError INVALID_INPUT naming every wrong field. */
export function checkIdentity(input: HostIdentityInput): HostIdentity {
  const fields: Record<string, string> = {};
  const publicKey = /^[A-Za-z0-9_-]{43}$/.test(input.publicKey)
    ? Buffer.from(input.publicKey, 'base64url')
    : null;
  if (publicKey?.length !== 32) fields['identity.publicKey'] = 'An Ed25519 key: 32 bytes, base64url.';
  for (const [name, most] of [
    ['hostname', 253],
    ['platform', 60],
    ['agentVersion', 40],
  ] as const)
    if (input[name].length > most || !plain.test(input[name]))
      fields[`identity.${name}`] = `1 to ${most} letters, digits, spaces and ._+()-`;
  if (Object.keys(fields).length > 0) throw new AppError('INVALID_INPUT', undefined, { fields });
  const { hostname, platform, agentVersion } = input;
  return { publicKey: publicKey!, hostname, platform, agentVersion };
}

/** A name to begin with: the machine's own, as far as it fits. */
export function firstName(hostname: string): string {
  return [...hostname].slice(0, 80).join('').trim();
}
