import { createHash } from 'node:crypto';

/** A page of requests is read with its evidence: what a gateway pads them with must not fill our memory. Characters. */
const keptRaw = 512 * 1024;

/** What a gateway sent, as JSON text to keep. Of something far too large, how large it was and its digest. */
export function rawEvidence(raw: unknown): string {
  const text = JSON.stringify(raw);
  if (text.length <= keptRaw) return text;
  const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
  return JSON.stringify({
    notKept: `What the gateway sent is too large to keep: ${text.length} characters.`,
    sha256,
  });
}
