const PLACEHOLDER =
  /^(?:[x*.•_-]+|0+|1234\w*|abc123.*|\*.*|your.*|my[-_]?(?:secret|token|password|key).*|.*(?:example|placeholder|changeme|change[-_]me|redacted|replace[-_]?me|dummy|fixme|todo|insert|foobar|lorem|not[-_]?(?:a|the)?[-_]?real|fake|sample).*|(?:user(?:name)?|admin|root|pass(?:word|wd)?|pwd|secret|token|test|none|null|undefined|true|false|string|postgres)[0-9]{0,3}|%[a-z(].*|\$.*|\{.*|<.*|#.*)$/i;

/** Stands where a secret would: `your-token`, `********`, `${TOKEN}`, `changeme`. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value.slice(0, 200)) || new Set(value.slice(0, 200)).size <= 3;
}

const CLASSES = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '-_.:/'];
const other = CLASSES.length;
const classOfCode = new Uint8Array(128).fill(other);
CLASSES.forEach((characters, kind) => {
  for (const character of characters) classOfCode[character.charCodeAt(0)] = kind;
});

/** Kind of a character: 0 digit, 1 small letter, 2 capital letter, 3 what joins words, 4 anything else. */
const classOf = (code: number): number => classOfCode[code] ?? other;

interface Makeup {
  counts: number[];
  /** How often the kind changes between two letters or digits that stand side by side. */
  changes: number;
  /** Bits a character, by how often each occurs. */
  entropy: number;
}

function makeupOf(value: string): Makeup {
  const counts = [0, 0, 0, 0, 0];
  const seen = new Map<number, number>();
  let [changes, previous] = [0, 3];
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    const kind = classOf(code);
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (kind < 3 && previous < 3 && kind !== previous) changes++;
    previous = kind;
    seen.set(code, (seen.get(code) ?? 0) + 1);
  }
  let entropy = 0;
  for (const count of seen.values()) entropy -= (count / value.length) * Math.log2(count / value.length);
  return { counts, changes, entropy };
}

/**
 * Made by a machine that rolls dice. Names of things change between letters, digits and capitals now and then; random
 * ones do it at every third place, so that rhythm tells more than entropy does on twenty characters.
 */
export function looksRandom(value: string): boolean {
  if (value.length < 12 || isPlaceholder(value)) return false;
  const { counts, changes, entropy } = makeupOf(value);
  const [digits = 0, small = 0, capital = 0] = counts;
  if (digits < 2 || small + capital < 2) return false;
  return entropy >= 2.8 && changes / value.length >= (value.length >= 24 ? 0.2 : 0.25);
}

/** Addresses, paths, and expressions of a program. */
const CODE_OR_PLACE = /^(?:[a-z]+:\/\/|[./~]|[\w$]+(?:\.[A-Za-z_$][\w$]*)+$)|[()\s]|=>|::|->/i;

/** What a person takes for a good password: eight characters of three kinds, among them a digit or a sign, without spaces. */
export function looksLikePassword(value: string): boolean {
  if (value.length < 8 || value.length > 128 || isPlaceholder(value)) return false;
  if (CODE_OR_PLACE.test(value)) return false;
  const { counts, entropy } = makeupOf(value);
  const [digits = 0, small = 0, capital = 0, joints = 0, signs = 0] = counts;
  const kinds = [digits, small, capital, signs].filter((count) => count > 0).length;
  return kinds >= 3 && digits >= 1 && entropy >= 2.5 && signs + joints < value.length / 2;
}
