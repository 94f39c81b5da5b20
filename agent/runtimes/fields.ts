/** A JSON object from outside: every field may be missing or anything. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object with fields, an empty one when it is none. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The value as a list of at most `limit` items, an empty one when it is none. */
export function listOf(value: unknown, limit = 1_000): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, limit) : [];
}

/** Text that survives JSON, UTF-8 and PostgreSQL: lone surrogates and NUL become U+FFFD. */
export function wellFormed(text: string): string {
  // ES2024 in the standard library's types, in every Node from 20.
  const sound = (text as string & { toWellFormed(): string }).toWellFormed();
  return sound.includes('\0') ? sound.replaceAll('\0', '\ufffd') : sound;
}

/** A non-empty text, cut to `limit` characters; null when it is none. */
export function shortText(value: unknown, limit = 200): string | null {
  if (typeof value !== 'string' || value === '') return null;
  return wellFormed(value.slice(0, limit));
}

/** A text as it is, also an empty one; null when it is none. */
export function wholeText(value: unknown): string | null {
  return typeof value === 'string' ? wellFormed(value) : null;
}

/** Any value as compact JSON; null for none, and for one nested too deep to be written. */
export function compactJson(value: unknown): string | null {
  try {
    return value === undefined ? null : wellFormed(JSON.stringify(value) ?? '');
  } catch {
    return null;
  }
}

/** An identifier: like `shortText`, but null rather than cut, since a cut identifier names something else. */
export function identifier(value: unknown, limit = 200): string | null {
  return typeof value === 'string' && value.length <= limit ? shortText(value, limit) : null;
}

/** A count: a whole number from 0 to 10^12; 0 for everything else. */
export function count(value: unknown): number {
  return typeof value === 'number' && value >= 0 && value <= 1e12 ? Math.floor(value) : 0;
}

/** US dollars as whole millionths; null when it is no amount. */
export function usdMicros(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= 1e9 ? Math.round(value * 1e6) : null;
}

/** Nothing a runtime wrote is from before or after these; years further out are a broken or hostile clock. */
const EARLIEST_MS = Date.UTC(2015, 0);
const LATEST_MS = Date.UTC(2100, 0);

/** Milliseconds since 1970 of an ISO time or a number of milliseconds; null outside of 2015-2100. */
export function timeMs(value: unknown): number | null {
  const ms = typeof value === 'number' ? Math.floor(value) : parsedMs(value);
  return ms >= EARLIEST_MS && ms < LATEST_MS ? ms : null;
}

function parsedMs(value: unknown): number {
  return typeof value === 'string' && value.length <= 40 ? Date.parse(value) : Number.NaN;
}

/** An ISO time in UTC, null for null. */
export function isoTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

/** The fields of a line of JSON; null when it is no JSON object. Bytes that are not UTF-8 become U+FFFD. */
export function parsedLine(line: Buffer): Fields | null {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
  } catch {
    return null;
  }
}
