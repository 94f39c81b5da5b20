/**
 * JSON text PostgreSQL's jsonb takes: U+0000 cannot be stored there and becomes its visible symbol U+2400, a lone
 * surrogate becomes U+FFFD. For mirrors of what a runtime showed, never for what a decision binds to.
 */
export function jsonbText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  // Nearly every text is without such escapes, and the patterns are slow.
  if (!text.includes('\\u')) return text;
  return text
    .replace(/(?<!\\)((?:\\\\)*)\\u0000/g, '$1\\u2400')
    .replace(/(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/gi, '$1\\ufffd');
}

/** A text as PostgreSQL gives it back: the driver encodes it, and a lone surrogate becomes U+FFFD on the way. */
export function storedText(value: string): string {
  return Buffer.from(value, 'utf8').toString('utf8');
}

/** Text PostgreSQL takes: the same replacements. */
export function plainText(value: string): string {
  return storedText(value.replaceAll('\u0000', '\u2400'));
}
