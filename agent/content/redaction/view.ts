/**
 * A text as it reads once its encoding is taken off, with the way back: character `i` comes from the source's
 * characters `starts[i]` up to `ends[i]`. Null maps: the text is the source itself.
 */
export interface View {
  readonly text: string;
  readonly starts: Int32Array | null;
  readonly ends: Int32Array | null;
}

/** One place that reads differently than it is written. */
export interface Edit {
  readonly at: number;
  readonly length: number;
  /** What it reads; empty when it reads as nothing. */
  readonly reads: string;
}

/** The text as it is. */
export const plainView = (text: string): View => ({ text, starts: null, ends: null });

/** The source range of a range of the view. */
export function sourceRange(view: View, start: number, end: number): { start: number; end: number } {
  if (view.starts === null || view.ends === null) return { start, end };
  return { start: view.starts[start] ?? 0, end: view.ends[end - 1] ?? 0 };
}

/** The view with these edits made, given in order and without overlap. */
export function edited(view: View, edits: readonly Edit[]): View {
  const length = edits.reduce((sum, edit) => sum - edit.length + edit.reads.length, view.text.length);
  const starts = new Int32Array(length);
  const ends = new Int32Array(length);
  const parts: string[] = [];
  let [from, to] = [0, 0];
  const keep = (until: number) => {
    if (until > from) parts.push(view.text.slice(from, until));
    for (; from < until; from++, to++) {
      starts[to] = view.starts?.[from] ?? from;
      ends[to] = view.ends?.[from] ?? from + 1;
    }
  };
  for (const edit of edits) {
    keep(edit.at);
    const range = sourceRange(view, edit.at, edit.at + edit.length);
    starts.fill(range.start, to, to + edit.reads.length);
    ends.fill(range.end, to, to + edit.reads.length);
    to += edit.reads.length;
    from = edit.at + edit.length;
    parts.push(edit.reads);
  }
  keep(view.text.length);
  return { text: parts.join(''), starts, ends };
}
