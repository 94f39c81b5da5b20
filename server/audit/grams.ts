/** Sealed rows a block of the index covers: block `b` holds the sequences `b * 128 + 1` to `(b + 1) * 128`. */
export const blockRows = 128;
/** Size of a block's set of letter sequences. Chosen so that two blocks fill a page of the database. */
const gramBytes = 3968;
/** More would not rule out more: four letters more or less at random already miss most blocks. */
const askedAtMost = 16;
const length = 4;

/** An empty set. */
export function noGrams(): Buffer {
  return Buffer.alloc(gramBytes);
}

/** Adds every sequence of four plain letters, digits or signs of a text to a set; capitals count as small letters. */
export function addGrams(set: Buffer, text: string): void {
  eachGram(text, (bit) => {
    set[bit >> 3] = set[bit >> 3]! | (1 << (bit & 7));
  });
}

/**
 * Numbers of the bits that are all set where a text occurs; empty when it is too short to tell. Bits are counted as
 * PostgreSQL's `get_bit` does.
 */
export function gramsOf(text: string): number[] {
  const bits = new Set<number>();
  eachGram(text, (bit) => bits.add(bit));
  const all = [...bits];
  const step = Math.max(1, all.length / askedAtMost);
  return Array.from({ length: Math.min(all.length, askedAtMost) }, (_, i) => all[Math.floor(i * step)]!);
}

/** Sequences with other characters are left out: what counts as their small form differs between programs. */
function eachGram(text: string, take: (bit: number) => void): void {
  let packed = 0;
  let run = 0;
  for (let i = 0; i < text.length; i++) {
    const code = fold(text.charCodeAt(i));
    packed = (packed << 8) | code;
    run = code === 0 ? 0 : run + 1;
    if (run >= length) take(spread(packed));
  }
}

/** Scatters four packed characters over the bits of a set; the constants are those of MurmurHash3's last step. */
function spread(packed: number): number {
  let mixed = Math.imul(packed ^ (packed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return Math.floor((((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32) * gramBytes * 8);
}

/** The small form of an ASCII character; 0 for every other one but the two whose small form is ASCII. */
function fold(code: number): number {
  if (code >= 65 && code <= 90) return code + 32;
  if (code < 128) return code;
  if (code === 0x212a) return 107;
  return code === 0x0130 ? 105 : 0;
}
