import { createHash } from 'node:crypto';

const consonants = 'bdfghjklmnprstvz';
const vowels = 'aiou';

/**
 * Three words and three numbers, derived here from what this machine holds: the device code it was given and its own key.
 * The console derives them from what the server holds. They differ when somebody in between changed either. The server's
 * half is server/hosts/authentication-string.rules.ts; both are held to the same examples.
 */
export function authenticationString(deviceCode: string, publicKey: Uint8Array): string {
  const nonce = createHash('sha256').update(deviceCode).digest();
  const hash = createHash('sha256').update('clawbutler pairing 1\0').update(nonce).update(publicKey).digest();
  const parts = [0, 4, 8].map(
    (at) => `${word(hash.readUInt16BE(at))} ${String(hash.readUInt16BE(at + 2) % 100).padStart(2, '0')}`,
  );
  return parts.join(' ');
}

/** 16 bits as a word that can be said (a proquint). */
function word(bits: number): string {
  const consonant = (shift: number) => consonants[(bits >> shift) & 15]!;
  const vowel = (shift: number) => vowels[(bits >> shift) & 3]!;
  return consonant(12) + vowel(10) + consonant(6) + vowel(4) + consonant(0);
}
