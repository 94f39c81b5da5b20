/**
 * A text that is safe on any terminal and in any log: printable ASCII and line feeds stay, every other character is
 * written as \u{hex}. What an export says is untrusted; no byte of it may move a cursor or set a title.
 */
export function printable(text: string): string {
  return text.replace(/[^\n -~]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) as number).toString(16)}}`;
  });
}

/** The same for a single field within a sentence: no line feeds either, and not endless. */
export function field(text: string): string {
  const line = printable(text).replaceAll('\n', '\\n');
  return line.length > 200 ? `${line.slice(0, 200)}...` : line;
}
