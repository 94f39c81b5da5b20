/** Why a value has no canonical form, and where in it: `pointer` is an RFC 6901 JSON pointer ('' = the root). */
export class CanonicalJsonError extends Error {
  override readonly name = 'CanonicalJsonError';

  constructor(
    readonly reason: string,
    readonly pointer: string,
  ) {
    super(`${reason} at ${pointer === '' ? 'the root' : pointer}`);
  }
}

/** Containers may nest this deep; deeper values are refused, which also ends cyclic ones. */
const MAX_DEPTH = 200;
/** From here on ECMAScript prints a number with an exponent, so that no reader takes it for an integer. */
const FIRST_EXPONENT_FORM = 1e21;
const PLAIN_ASCII = /^[ !#-[\]-~]*$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The RFC 8785 (JSON Canonicalization Scheme) text of a value: equal values give equal bytes in UTF-8.
 *
 * Accepts null, booleans, finite numbers, strings, arrays and plain objects. Everything I-JSON (RFC 7493) cannot
 * carry faithfully is refused with a CanonicalJsonError: NaN and infinities, integers beyond ±(2^53 - 1) that would
 * be written out in digits, lone surrogates, undefined, functions, symbols, bigints, class instances, and nesting
 * deeper than 200. Nothing is dropped silently, and `toJSON` is never called.
 */
export function canonicalize(value: unknown): string {
  return write(value, []);
}

/** A finite number in ECMAScript's shortest round-trip form (RFC 8785 section 3.2.2.3). Throws on NaN and infinities. */
export function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new CanonicalJsonError(`${value} is not a JSON number`, '');
  return JSON.stringify(value);
}

function write(value: unknown, path: string[]): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, path);
    case 'number':
      return writeNumber(value, path);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : writeContainer(value, path);
    default:
      return refuse(`a value of type ${typeof value} is not JSON`, path);
  }
}

function writeString(value: string, path: string[]): string {
  if (PLAIN_ASCII.test(value)) return `"${value}"`;
  if (LONE_SURROGATE.test(value)) refuse('a string holds a lone surrogate', path);
  return JSON.stringify(value);
}

function writeNumber(value: number, path: string[]): string {
  if (!Number.isFinite(value)) return refuse(`${value} is not a JSON number`, path);
  const size = Math.abs(value);
  if (size > Number.MAX_SAFE_INTEGER && size < FIRST_EXPONENT_FORM) {
    refuse(`the integer ${value} is beyond 2^53 - 1 and would not survive every JSON reader`, path);
  }
  return JSON.stringify(value);
}

function writeContainer(value: object, path: string[]): string {
  if (path.length >= MAX_DEPTH) return refuse(`nesting is deeper than ${MAX_DEPTH}`, path);
  if (Array.isArray(value)) return writeArray(value, path);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) refuse('an object is not a plain one', path);
  return writeObject(value as Record<string, unknown>, path);
}

function writeArray(items: unknown[], path: string[]): string {
  let text = '[';
  // By index, so that a hole in the array is met as undefined and refused.
  for (let index = 0; index < items.length; index++) {
    path.push(String(index));
    text += (index === 0 ? '' : ',') + write(items[index], path);
    path.pop();
  }
  return text + ']';
}

function writeObject(fields: Record<string, unknown>, path: string[]): string {
  // The default order of sort() is by UTF-16 code units, exactly what RFC 8785 section 3.2.3 asks for.
  const names = Object.keys(fields).sort();
  let text = '{';
  for (const name of names) {
    path.push(name);
    text += (text === '{' ? '' : ',') + writeString(name, path) + ':' + write(fields[name], path);
    path.pop();
  }
  return text + '}';
}

function refuse(reason: string, path: readonly string[]): never {
  const pointer = path.map((part) => '/' + part.replaceAll('~', '~0').replaceAll('/', '~1')).join('');
  throw new CanonicalJsonError(reason, pointer);
}
