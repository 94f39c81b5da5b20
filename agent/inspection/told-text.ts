import { cut } from '../content/policy.js';
import { redact } from '../content/redaction/redact.js';
import { wellFormed } from '../runtimes/fields.js';

const longestText = 500;
/** A secret that begins within the text may end beyond its cut. */
const overlap = 2_000;
const secretName = /key|token|secret|passw|pwd|credential|auth|cookie|bearer/i;
const withheld = '[withheld]';

/** A setting's text as it may leave the host: without what looks like a secret, bounded. Null when it is no text. */
export function toldText(value: unknown, limit = longestText): string | null {
  if (typeof value !== 'string' || value === '') return null;
  const near = wellFormed(value.slice(0, limit + overlap));
  return cut(redact(near, 'all', cut(near, limit).length).text, limit);
}

/** A command as it may leave the host: also values of options and variables that are called a secret are withheld. */
export function toldCommand(command: unknown, args: readonly unknown[] = []): string | null {
  const words = [command, ...args].filter((word) => typeof word === 'string' && word !== '') as string[];
  if (words.length === 0) return null;
  const parts = words
    .join(' ')
    .slice(0, longestText + overlap)
    .split(/(\s+)/);
  return toldText(withoutSecretWords(parts).join(''));
}

/** How far a command was looked through: an open quotation mark of a secret, and whether one comes next. */
interface Looked {
  readonly quote: string | null;
  readonly isAnnounced: boolean;
  readonly told: string;
}

/** Words and the spaces between them, with each word that a secret's name announces replaced. */
function withoutSecretWords(parts: readonly string[]): string[] {
  const told: string[] = [];
  let at: Looked = { quote: null, isAnnounced: false, told: '' };
  for (const part of parts) {
    if (part.trim() !== '') at = lookedAt(part, at);
    told.push(part.trim() === '' ? part : at.told);
  }
  return told;
}

function lookedAt(word: string, { quote, isAnnounced }: Looked): Looked {
  if (quote !== null) return { quote: word.endsWith(quote) ? null : quote, isAnnounced: false, told: '' };
  const value = isAnnounced && !word.startsWith('-') ? word : assignedSecret(word);
  if (value === null) return { quote, isAnnounced: announces(word), told: word };
  const told = word.slice(0, word.length - value.length) + withheld;
  return { quote: openQuote(value), isAnnounced: false, told };
}

/** An option whose value is the next word, and a secret. */
const announces = (word: string): boolean =>
  word.startsWith('-') && !word.includes('=') && secretName.test(word);

/** The value of `NAME=value` and `--name=value` where the name says that it is a secret. */
function assignedSecret(word: string): string | null {
  const at = word.indexOf('=');
  if (at < 1 || at === word.length - 1) return null;
  return secretName.test(word.slice(0, at)) ? word.slice(at + 1) : null;
}

/** The quotation mark that a word opens and leaves open. */
function openQuote(word: string): string | null {
  const [mark = ''] = word;
  return /["']/.test(mark) && (word.length === 1 || !word.endsWith(mark)) ? mark : null;
}

/** An address as it may leave the host: without user, password, query and fragment, where tokens are written. */
export function toldAddress(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  // No address, or one with variables in it: up to where secrets begin.
  if (url === null || url.host === '')
    return toldText(value.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//'));
  return toldText(`${url.protocol}//${url.host}${url.pathname}`);
}

/** Names of variables or headers, sorted, without their values. */
export function toldNames(value: unknown, most = 50): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const names = Object.keys(value).map((name) => toldText(name, 100));
  return names
    .filter((name) => name !== null)
    .sort()
    .slice(0, most);
}
