/** A run of text; `name` marks a character that nobody could see or would misread. */
export interface Segment {
  text: string;
  name?: string | null;
}

/** Characters (UTF-16 units) of all runs together. */
export const lengthOf = (segments: readonly Segment[]): number =>
  segments.reduce((sum, { text }) => sum + text.length, 0);

const splitsPair = (text: string, at: number): boolean =>
  at > 0 &&
  at < text.length &&
  /[\ud800-\udbff]/.test(text[at - 1] ?? '') &&
  /[\udc00-\udfff]/.test(text[at] ?? '');

/** The runs between two positions, counted over all runs. Marked characters and pairs of surrogates stay whole. */
export function cutSegments(segments: readonly Segment[], from: number, to: number): Segment[] {
  const kept: Segment[] = [];
  let start = 0;
  for (const segment of segments) {
    const { text, name } = segment;
    let first = Math.max(0, from - start);
    let last = Math.min(text.length, to - start);
    start += text.length;
    if (first >= text.length || last <= 0) continue;
    if (splitsPair(text, first)) first -= 1;
    if (splitsPair(text, last)) last += 1;
    kept.push(name ? segment : { text: text.slice(first, last) });
  }
  return kept;
}
