import { createHash } from 'node:crypto';

const consonants = 'bdfghjklmnprstvz';
const vowels = 'aiou';

/**
 * Three words and three numbers that both sides of a pairing derive by themselves: from the nonce this server gave
 * (SHA-256 of the device code, which only it and the machine know) and the machine's public key. Somebody in between who
 * passes on another key, or another code, makes the two differ. 68 bits, so that no other key can be searched for that
 * gives the same. The agent has the same function in agent/client; both are held to the same examples.
 */
export function authenticationString(nonce: Uint8Array, publicKey: Uint8Array): string {
  const hash = createHash('sha256').update('clawbutler pairing 1\0').update(nonce).update(publicKey).digest();
  const parts = [0, 4, 8].map(
    (at) => `${word(hash.readUInt16BE(at))} ${String(hash.readUInt16BE(at + 2) % 100).padStart(2, '0')}`,
  );
  return parts.join(' ');
}

/** SHA-256 of a public key as people compare it: groups of four hex digits. */
export function fingerprintOf(keyHash: Buffer): string {
  return keyHash.toString('hex').match(/.{4}/g)!.join(' ');
}

/** 16 bits as a word that can be said (a proquint): consonant, vowel, consonant, vowel, consonant. */
function word(bits: number): string {
  const consonant = (shift: number) => consonants[(bits >> shift) & 15]!;
  const vowel = (shift: number) => vowels[(bits >> shift) & 3]!;
  return consonant(12) + vowel(10) + consonant(6) + vowel(4) + consonant(0);
}
