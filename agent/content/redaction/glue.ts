import { edited, type Edit, type View } from './view.js';

const token = 'A-Za-z0-9+/=_.~-';
const WORD_END = new RegExp(`[${token}]{4}$`);
/** How the next piece begins: its indent or marks, a sign, its quote. */
const AFTER_BREAK = /[ \t]{0,80}(?:[+.&][ \t]{0,8})?[fbru]?["'`]|[ \t>|#*]{0,80}/y;
const PIECE = new RegExp(`[${token}]{1,600}`, 'y');
const AFTER_PIECE = /["'`<&)\]},;]|[ \t]{0,8}[+.&]?[ \t]{0,8}(?:\\?\r?\n|$)/y;
const WITHIN_LINE = /["'`][ \t]{0,8}[+.&][ \t]{0,8}["'`]/g;

/** The columns of a line from which on it counts as full: what follows may be the rest of its last word. */
const fullLineColumns = 60;

/** The view with words put together that were broken over lines or strings; the same view when there are none. */
export function glued(view: View): View {
  const joined = withEdits(view, lineSeams(view.text));
  return withEdits(joined, stringSeams(joined.text));
}

const withEdits = (view: View, edits: readonly Edit[]) => (edits.length === 0 ? view : edited(view, edits));

function stringSeams(text: string): Edit[] {
  return [...text.matchAll(WITHIN_LINE)]
    .filter((match) => isWordEnd(text, match.index))
    .map((match) => ({ at: match.index, length: match[0].length, reads: '' }));
}

function lineSeams(text: string): Edit[] {
  const edits: Edit[] = [];
  let end = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    const seam = seamAt(text, at);
    if (seam === null || seam.at < end) continue;
    edits.push(seam);
    end = seam.at + seam.length;
  }
  return edits;
}

/** The seam at this line break, from the last letter of one piece to the first of the next; null when there is none. */
function seamAt(text: string, lineBreak: number): Edit | null {
  const start = pieceEnd(text, lineBreak);
  if (start === -1) return null;
  AFTER_BREAK.lastIndex = lineBreak + 1;
  const head = AFTER_BREAK.exec(text)?.[0] ?? '';
  const end = lineBreak + 1 + head.length;
  if (isQuote(text[start]) !== isQuote(head.at(-1))) return null;
  return goesOn(text, start, end) ? { at: start, length: end - start, reads: '' } : null;
}

const isQuote = (character: string | undefined) =>
  character === '"' || character === "'" || character === '`';

/**
 * Where the word before a line break ends: before the backslash that continues the line, and before its quote with the
 * sign that joins it to the next one. -1 when there is no word.
 */
function pieceEnd(text: string, lineBreak: number): number {
  let at = lineBreak;
  if (text[at - 1] === '\r') at--;
  if (text[at - 1] === '\\') at--;
  at = beforeBlanks(text, at);
  const quote = beforeBlanks(text, /[+.&]/.test(text.charAt(at - 1)) ? at - 1 : at) - 1;
  if (isQuote(text[quote])) at = quote;
  return isWordEnd(text, at) ? at : -1;
}

function beforeBlanks(text: string, from: number): number {
  let at = from;
  while (from - at < 8 && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
  return at;
}

const isWordEnd = (text: string, end: number) => WORD_END.test(text.slice(Math.max(0, end - 4), end));

/** Two words on two lines are most often just that. One word goes on when nothing else does, or when its line was full. */
function goesOn(text: string, start: number, end: number): boolean {
  PIECE.lastIndex = end;
  if (!PIECE.test(text)) return false;
  AFTER_PIECE.lastIndex = PIECE.lastIndex;
  return AFTER_PIECE.test(text) || start - (text.lastIndexOf('\n', start - 1) + 1) >= fullLineColumns;
}
