import { open } from 'node:fs/promises';
import { openCheckpoint } from '../platform/crypto/signed-note.js';
import type { Claim } from './log-check.js';

/** Notes of about 250 bytes: the newest two thousand or so. */
const tailBytes = 512 * 1024;
const noteForm = /clawbutler\/[0-9a-f-]{36}\n\d+\n[A-Za-z0-9+/=]+\n\n(?:— [^\n]+\n)+/gu;

/**
 * What a note claims, when one of our keys signed it.
 * @param keys verifier keys, newest last
 * @throws NoteError when none of them did
 */
export function claimOf(note: string, keys: readonly string[], origin: string, source: string): Claim {
  let refusal: unknown;
  for (const key of [...keys].reverse()) {
    try {
      const { size, root } = openCheckpoint(note, key, origin);
      return { size, root, source };
    } catch (error) {
      refusal ??= error;
    }
  }
  throw refusal;
}

/** The newest notes of a file that checkpoints are appended to; none when there is no such file here. */
export async function newestNotes(path: string): Promise<string[]> {
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) return [];
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, tailBytes);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8').match(noteForm) ?? [];
  } finally {
    await handle.close();
  }
}
