/**
 * Whether `text` is canonical JSON of the plainest kind: printable ASCII without escapes, integers of up to 15 digits,
 * names in strictly rising order. One pass, nothing allocated. A "no" only means that the slow way must decide.
 */
export function isPlainCanonical(text: string): boolean {
  return endOfValue(text, 0, 0) === text.length;
}

const DEEPEST = 100;
const NOT_PLAIN = -1;
const [QUOTE, COMMA, MINUS, ZERO, NINE, COLON, BACKSLASH] = [0x22, 0x2c, 0x2d, 0x30, 0x39, 0x3a, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const LITERALS = ['null', 'true', 'false'];

/** The position after the value that starts at `from`, or NOT_PLAIN. Past the end of the text charCodeAt gives NaN. */
function endOfValue(text: string, from: number, depth: number): number {
  const first = text.charCodeAt(from);
  if (first === QUOTE) return endOfString(text, from);
  if (first === OPEN_OBJECT) return depth < DEEPEST ? endOfObject(text, from, depth) : NOT_PLAIN;
  if (first === OPEN_LIST) return depth < DEEPEST ? endOfList(text, from, depth) : NOT_PLAIN;
  if (first === MINUS || (first >= ZERO && first <= NINE)) return endOfInteger(text, from);
  const literal = LITERALS.find((word) => text.startsWith(word, from));
  return literal === undefined ? NOT_PLAIN : from + literal.length;
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  for (;;) {
    const code = text.charCodeAt(at++);
    if (code === QUOTE) return at;
    if (!(code >= 0x20 && code <= 0x7e) || code === BACKSLASH) return NOT_PLAIN;
  }
}

function endOfInteger(text: string, from: number): number {
  const start = text.charCodeAt(from) === MINUS ? from + 1 : from;
  let at = start;
  while (text.charCodeAt(at) >= ZERO && text.charCodeAt(at) <= NINE) at++;
  const digits = at - start;
  const padded = text.charCodeAt(start) === ZERO && (digits > 1 || start > from);
  // A fraction or an exponent that follows is met by the caller, who expects a comma or a bracket.
  return digits === 0 || digits > 15 || padded ? NOT_PLAIN : at;
}

function endOfList(text: string, from: number, depth: number): number {
  if (text.charCodeAt(from + 1) === CLOSE_LIST) return from + 2;
  let at = from;
  do {
    at = endOfValue(text, at + 1, depth + 1);
    if (at === NOT_PLAIN) return NOT_PLAIN;
  } while (text.charCodeAt(at) === COMMA);
  return text.charCodeAt(at) === CLOSE_LIST ? at + 1 : NOT_PLAIN;
}

function endOfObject(text: string, from: number, depth: number): number {
  if (text.charCodeAt(from + 1) === CLOSE_OBJECT) return from + 2;
  let at = from;
  let previous = '';
  do {
    const nameEnd = text.charCodeAt(at + 1) === QUOTE ? endOfString(text, at + 1) : NOT_PLAIN;
    if (nameEnd === NOT_PLAIN || text.charCodeAt(nameEnd) !== COLON) return NOT_PLAIN;
    const name = text.slice(at + 2, nameEnd - 1);
    if (at !== from && name <= previous) return NOT_PLAIN;
    previous = name;
    at = endOfValue(text, nameEnd + 1, depth + 1);
    if (at === NOT_PLAIN) return NOT_PLAIN;
  } while (text.charCodeAt(at) === COMMA);
  return text.charCodeAt(at) === CLOSE_OBJECT ? at + 1 : NOT_PLAIN;
}
