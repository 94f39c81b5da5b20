import { edited, type Edit, type View } from './view.js';

/** Escapes of JSON, of programs, of addresses, of HTML and of terminals; and characters nobody sees. */
const ENCODED =
  /\x1b(?:\[[0-?]{0,32}[ -/]{0,4}[@-~]|\][^\x07\x1b]{0,400}(?:\x07|\x1b\\)?|[PX^_][^\x1b]{0,400}\x1b\\|[ -/]{0,4}[0-Z\\^-~])|\x9b[0-?]{0,32}[ -/]{0,4}[@-~]|\\(?:u\{0{0,4}[0-9a-fA-F]{2,4}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r?\n|["'\\/bfnrt0])|%[0-9a-fA-F]{2}|&(?:#[0-9]{2,5}|#x[0-9a-fA-F]{2,4}|quot|amp|apos|lt|gt);|[\x00\x08\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g;

const NAMED: Readonly<Record<string, string>> = {
  '\\n': '\n',
  '\\r': '\r',
  '\\t': '\t',
  '\\b': '',
  '\\f': '\n',
  '\\0': '',
  '&quot;': '"',
  '&amp;': '&',
  '&apos;': "'",
  '&lt;': '<',
  '&gt;': '>',
};

function reads(written: string): string {
  const named = NAMED[written];
  if (named !== undefined) return named;
  const digits = /^(?:\\[ux]\{?|%|&#x)([0-9a-fA-F]+)/.exec(written)?.[1];
  if (digits !== undefined) return String.fromCharCode(Number.parseInt(digits, 16));
  const decimal = /^&#([0-9]+)/.exec(written)?.[1];
  if (decimal !== undefined) return String.fromCharCode(Number(decimal));
  // `\"` reads `"`, a continued line goes on in the next one; a colour or an invisible character reads as nothing.
  return /^\\(?:["'\\/]|\r?\n)$/.test(written) ? written.slice(1) : '';
}

/** Takes off up to four layers of escapes: JSON within JSON, coloured and percent-encoded. The same view when there are none. */
export function decoded(view: View): View {
  let current = view;
  for (let layer = 0; layer < 4; layer++) {
    const edits: Edit[] = [];
    ENCODED.lastIndex = 0;
    for (let match = ENCODED.exec(current.text); match !== null; match = ENCODED.exec(current.text)) {
      edits.push({ at: match.index, length: match[0].length, reads: reads(match[0]) });
    }
    if (edits.length === 0) break;
    current = edited(current, edits);
  }
  return current;
}
