/**
 * Readers for values a gateway sent. Each returns the wanted type or a harmless default, never throws: a field that
 * is missing, renamed or of another type in some release must not take the connector down.
 */
export type JsonRecord = Record<string, unknown>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function record(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The records of an array; anything else in it is skipped. */
export function records(value: unknown): JsonRecord[] {
  return list(value).filter(isRecord);
}

/** A string, or null. Longer ones are cut to `max` UTF-16 units, never through a surrogate pair. */
export function text(value: unknown, max = 4096): string | null {
  if (typeof value !== 'string') return null;
  return cut(value, max);
}

/** The strings of an array, at most `max` of them. */
export function texts(value: unknown, max = 1000): string[] {
  return list(value)
    .filter((item): item is string => typeof item === 'string')
    .slice(0, max)
    .map((item) => cut(item, 4096));
}

/** A finite number, or null. */
export function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A millisecond time stamp within what a JavaScript Date can hold, or null. */
export function timeMs(value: unknown): number | null {
  const at = number(value);
  return at !== null && at >= 0 && at <= 8.64e15 ? Math.trunc(at) : null;
}

export function flag(value: unknown): boolean {
  return value === true;
}

function cut(value: string, max: number): string {
  if (value.length <= max) return value;
  const last = value.charCodeAt(max - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return value.slice(0, splitsPair ? max - 1 : max);
}
