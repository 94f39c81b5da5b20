import type { Segment } from './cut-segments';

// Controls, formats (bidi, zero width), lone surrogates, private use, odd spaces and separators; not tab, newline, space.
const unseen =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u00a0\u115f\u1160\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0]/u;
const seen = new Set(['\n', '\t']);

const nameOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Cuts text that came without marks into runs, marking by code point what nobody could see or would misread. */
export function markInvisible(text: string): Segment[] {
  const runs: Segment[] = [];
  let plain = '';
  for (const character of text) {
    if (!unseen.test(character) || seen.has(character)) {
      plain += character;
      continue;
    }
    if (plain) runs.push({ text: plain });
    plain = '';
    runs.push({ text: character, name: nameOf(character) });
  }
  if (plain) runs.push({ text: plain });
  return runs;
}
