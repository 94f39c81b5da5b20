/**
 * Whether a text is one JSON value in canonical form (RFC 8785), found out in one pass without building the value.
 * The text must come from valid UTF-8. A "no" is not final: names with escapes are left to the slow way, which parses
 * the text and writes it out again.
 */
export function isCanonicalText(text: string): boolean {
  return endOfValue(text, 0, 0) === text.length;
}

const DEEPEST = 200;
const NO = -1;
const [QUOTE, COMMA, MINUS, ZERO, NINE, COLON, BACKSLASH] = [0x22, 0x2c, 0x2d, 0x30, 0x39, 0x3a, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const LITERALS = ['null', 'true', 'false'];
/** The only escapes a canonical string has, from the backslash on. */
const ESCAPE = /\\(?:["\\bfnrt]|u00(?:0[0-7be-f]|1[0-9a-f]))/y;
const NUMBER = /-?[0-9][0-9.e+-]*/y;

/** The position after the value that starts at `from`, or NO. Past the end of the text charCodeAt gives NaN. */
function endOfValue(text: string, from: number, depth: number): number {
  const first = text.charCodeAt(from);
  if (first === QUOTE) return endOfString(text, from);
  if (first === OPEN_OBJECT) return depth < DEEPEST ? endOfObject(text, from, depth) : NO;
  if (first === OPEN_LIST) return depth < DEEPEST ? endOfList(text, from, depth) : NO;
  if (first === MINUS || (first >= ZERO && first <= NINE)) return endOfNumber(text, from);
  const literal = LITERALS.find((word) => text.startsWith(word, from));
  return literal === undefined ? NO : from + literal.length;
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) {
      ESCAPE.lastIndex = at;
      if (!ESCAPE.test(text)) return NO;
      at = ESCAPE.lastIndex;
    } else if (code >= 0x20) {
      at++;
    } else {
      return NO;
    }
  }
}

function endOfNumber(text: string, from: number): number {
  NUMBER.lastIndex = from;
  const digits = NUMBER.exec(text)?.[0] ?? '';
  const value = Number(digits);
  const size = Math.abs(value);
  const exact = Number.isSafeInteger(value) || !Number.isInteger(value) || size >= 1e21;
  return exact && size < Infinity && String(value) === digits ? from + digits.length : NO;
}

function endOfList(text: string, from: number, depth: number): number {
  if (text.charCodeAt(from + 1) === CLOSE_LIST) return from + 2;
  let at = from;
  do {
    at = endOfValue(text, at + 1, depth + 1);
    if (at === NO) return NO;
  } while (text.charCodeAt(at) === COMMA);
  return text.charCodeAt(at) === CLOSE_LIST ? at + 1 : NO;
}

function endOfObject(text: string, from: number, depth: number): number {
  if (text.charCodeAt(from + 1) === CLOSE_OBJECT) return from + 2;
  let at = from;
  let previous: string | null = null;
  do {
    const colon = endOfName(text, at + 1, previous);
    if (colon === NO) return NO;
    previous = text.slice(at + 1, colon);
    at = endOfValue(text, colon + 1, depth + 1);
    if (at === NO) return NO;
  } while (text.charCodeAt(at) === COMMA);
  return text.charCodeAt(at) === CLOSE_OBJECT ? at + 1 : NO;
}

/** The position of the colon after a name without escapes that sorts after the previous one (both in quotes), or NO. */
function endOfName(text: string, from: number, previous: string | null): number {
  const end = text.charCodeAt(from) === QUOTE ? endOfString(text, from) : NO;
  if (end === NO || text.charCodeAt(end) !== COLON) return NO;
  const name = text.slice(from + 1, end - 1);
  return name.includes('\\') || (previous !== null && name <= previous.slice(1, -1)) ? NO : end;
}
