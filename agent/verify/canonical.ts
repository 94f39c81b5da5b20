/** A value that JSON read from text can hold. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const DEEPEST = 200;
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * The canonical text (RFC 8785) of a value that JSON.parse returned; undefined when it has none: a lone surrogate, an
 * integer that doubles cannot hold exactly, or nesting deeper than 200. Written independently of the server's own.
 */
export function canonical(value: Json, depth = 0): string | undefined {
  if (value === null || typeof value !== 'object') return scalar(value);
  if (depth === DEEPEST) return undefined;
  const parts = Array.isArray(value)
    ? value.map((item) => canonical(item, depth + 1))
    : Object.entries(value)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, item]) => member(name, item, depth + 1));
  if (parts.includes(undefined)) return undefined;
  return Array.isArray(value) ? `[${parts.join()}]` : `{${parts.join()}}`;
}

function scalar(value: null | boolean | number | string): string | undefined {
  if (typeof value === 'string') return LONE_SURROGATE.test(value) ? undefined : JSON.stringify(value);
  if (typeof value === 'number') return isFaithful(value) ? String(value) : undefined;
  return String(value);
}

function member(name: string, item: Json, depth: number): string | undefined {
  const [key, text] = [scalar(name), canonical(item, depth)];
  return key === undefined || text === undefined ? undefined : `${key}:${text}`;
}

/** JSON.parse turns 1e999 into infinity and rounds long integers: neither is what the text said. */
function isFaithful(value: number): boolean {
  if (!Number.isFinite(value)) return false;
  return Number.isSafeInteger(value) || !Number.isInteger(value) || Math.abs(value) >= 1e21;
}
