import { fieldsOf, listOf, type Fields } from '../fields.js';
import { titleFrom } from '../first-line-title.js';
import type { TranscriptState } from './transcript-state.js';

/** Where a title may come from; a higher rank replaces a lower one, and the later one of the same rank. */
const RANKS: Readonly<Record<string, { readonly rank: number; readonly fields: readonly string[] }>> = {
  'custom-title': { rank: 4, fields: ['customTitle', 'title'] },
  'ai-title': { rank: 3, fields: ['aiTitle', 'title'] },
  summary: { rank: 2, fields: ['summary'] },
};

const FIRST_PROMPT_RANK = 1;

/** Keeps the best title so far: one that was given, else the first prompt of a person. */
export function noteTitle(state: TranscriptState, row: Fields): void {
  const type = typeof row.type === 'string' && Object.hasOwn(RANKS, row.type) ? row.type : '';
  const given = RANKS[type];
  const told = given ? given.fields.map((name) => row[name]) : [promptOf(row)];
  const rank = given?.rank ?? FIRST_PROMPT_RANK;
  const better = rank > state.titleRank || (rank === state.titleRank && rank > FIRST_PROMPT_RANK);
  if (!better) return;
  const title = firstTitle(told);
  if (title === null) return;
  state.title = title;
  state.titleRank = rank;
}

function firstTitle(told: readonly unknown[]): string | null {
  for (const text of told) {
    const title = titleFrom(text);
    if (title !== null) return title;
  }
  return null;
}

/** What a person typed; commands and what Claude Code says in their name start with a tag. */
function promptOf(row: Fields): string | null {
  if (row.type !== 'user' || row.isMeta === true || row.isCompactSummary === true) return null;
  const content = fieldsOf(row.message).content;
  const first = typeof content === 'string' ? content : firstText(content);
  return first === null || first.startsWith('<') ? null : first;
}

function firstText(content: unknown): string | null {
  const block = fieldsOf(listOf(content, 1)[0]);
  return block.type === 'text' && typeof block.text === 'string' ? block.text : null;
}
