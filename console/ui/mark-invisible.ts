import type { Segment } from './cut-segments';

// Whatever renders as nothing, moves what stands beside it, or passes for a plain space; not tab, newline, space. The
// same characters the server marks in an action (text-segments.rules.ts).
const unseen =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}\p{Default_Ignorable_Code_Point}\u{2800}\u{fffc}\u{fffd}\u{16fe4}\u{1d159}]/u;
const seen = new Set(['\n', '\t', ' ']);

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
