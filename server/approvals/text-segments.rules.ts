export interface TextSegment {
  text: string;
  /** Name of a character a person could not see or would misread; null for plain text. */
  name: string | null;
}

const names: Record<number, string> = {
  0x00: 'NULL',
  0x07: 'BELL',
  0x08: 'BACKSPACE',
  0x09: 'TAB',
  0x0b: 'VERTICAL TAB',
  0x0c: 'FORM FEED',
  0x0d: 'CARRIAGE RETURN',
  0x1b: 'ESCAPE',
  0x7f: 'DELETE',
  0x85: 'NEXT LINE',
  0x9b: 'CONTROL SEQUENCE INTRODUCER',
  0xa0: 'NO-BREAK SPACE',
  0xad: 'SOFT HYPHEN',
  0x34f: 'COMBINING GRAPHEME JOINER',
  0x61c: 'ARABIC LETTER MARK',
  0x115f: 'HANGUL CHOSEONG FILLER',
  0x1160: 'HANGUL JUNGSEONG FILLER',
  0x180e: 'MONGOLIAN VOWEL SEPARATOR',
  0x200b: 'ZERO WIDTH SPACE',
  0x200c: 'ZERO WIDTH NON-JOINER',
  0x200d: 'ZERO WIDTH JOINER',
  0x200e: 'LEFT-TO-RIGHT MARK',
  0x200f: 'RIGHT-TO-LEFT MARK',
  0x2028: 'LINE SEPARATOR',
  0x2029: 'PARAGRAPH SEPARATOR',
  0x202a: 'LEFT-TO-RIGHT EMBEDDING',
  0x202b: 'RIGHT-TO-LEFT EMBEDDING',
  0x202c: 'POP DIRECTIONAL FORMATTING',
  0x202d: 'LEFT-TO-RIGHT OVERRIDE',
  0x202e: 'RIGHT-TO-LEFT OVERRIDE',
  0x2060: 'WORD JOINER',
  0x2066: 'LEFT-TO-RIGHT ISOLATE',
  0x2067: 'RIGHT-TO-LEFT ISOLATE',
  0x2068: 'FIRST STRONG ISOLATE',
  0x2069: 'POP DIRECTIONAL ISOLATE',
  0x2800: 'BRAILLE PATTERN BLANK',
  0x3000: 'IDEOGRAPHIC SPACE',
  0x3164: 'HANGUL FILLER',
  0xfeff: 'ZERO WIDTH NO-BREAK SPACE',
  0xffa0: 'HALFWIDTH HANGUL FILLER',
  0xfffc: 'OBJECT REPLACEMENT CHARACTER',
  0xfffd: 'REPLACEMENT CHARACTER',
  0x16fe4: 'KHITAN SMALL SCRIPT FILLER',
  0x1d159: 'MUSICAL SYMBOL NULL NOTEHEAD',
};

/**
 * Whatever renders as nothing, moves the text around it, or passes for a plain space: controls and format characters
 * (Cc, Cf), separators other than the plain space (Zl, Zp, Zs), private use and unassigned code points, default
 * ignorables such as variation selectors, U+FFFD, and the blanks that count as letters or symbols. Line feed stays plain: it is visible as a new line.
 */
const suspicious =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}\u{2800}\u{fffc}\u{fffd}\u{16fe4}\u{1d159}]/u;

/** The same without the plain space, the line feed and the tab, anywhere in a text. */
const hidden = new RegExp(`(?![ \\n\\t])${suspicious.source}`, 'gu');

/** Cuts a text into plain runs and single marked characters. Joined, the segments are the text again, byte for byte. */
export function textSegments(text: string): TextSegment[] {
  const segments: TextSegment[] = [];
  let plain = '';
  for (const character of text) {
    if (character === ' ' || character === '\n' || !suspicious.test(character)) {
      plain += character;
      continue;
    }
    if (plain !== '') segments.push({ text: plain, name: null });
    plain = '';
    segments.push({ text: character, name: characterName(character) });
  }
  if (plain !== '') segments.push({ text: plain, name: null });
  return segments;
}

/** Names of the marked characters in a text, each once, at most `limit`. */
export function hiddenCharacters(text: string, limit = 5): string[] {
  const found = new Set<string>();
  for (const [character] of text.matchAll(hidden)) {
    found.add(characterName(character));
    if (found.size >= limit) break;
  }
  return [...found];
}

function characterName(character: string): string {
  const point = character.codePointAt(0)!;
  const name = names[point] ?? rangeName(point) ?? (/\p{Zs}/u.test(character) ? 'SPACE' : 'INVISIBLE');
  return `U+${point.toString(16).toUpperCase().padStart(4, '0')} ${name}`;
}

function rangeName(point: number): string | null {
  const within = (first: number, last: number) => point >= first && point <= last;
  if (within(0xfe00, 0xfe0f)) return `VARIATION SELECTOR-${point - 0xfe00 + 1}`;
  if (within(0xe0000, 0xe007f)) return 'TAG CHARACTER';
  if (within(0xe0100, 0xe01ef)) return `VARIATION SELECTOR-${point - 0xe0100 + 17}`;
  return within(0, 0x1f) || within(0x80, 0x9f) ? 'CONTROL' : null;
}
