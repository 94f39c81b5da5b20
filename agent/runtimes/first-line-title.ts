import { cut } from '../content/policy.js';
import { redact } from '../content/redaction/redact.js';
import { shortText } from './fields.js';

const titleCharacters = 200;
/** Looked at for secrets before the cut, since half a secret is no longer known for one. */
const consideredCharacters = 2_000;

/**
 * A title as readers remember it, at most 200 characters of the text's first line; null when that says nothing.
 * Without secrets under every content policy, as what a reader remembers is written to the host agent's own folder.
 */
export function titleFrom(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const [line = ''] = text.slice(0, consideredCharacters).trimStart().split('\n', 1);
  const title = shortText(line.trim(), consideredCharacters);
  return title === null ? null : cut(redact(title).text, titleCharacters);
}
