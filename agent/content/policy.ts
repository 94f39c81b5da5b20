import type { ContentPolicy, SessionEntryInput, SessionFactsInput } from '../../schema/generated/types.js';
import type { RawEntry } from '../runtimes/reading.js';
import { redact, type RedactionScope } from './redaction/redact.js';

/** Characters of a text that are sent at most. */
export const longestText = 65_536;

/** A secret that begins within a text may end beyond its cut; so far beyond it is looked for. */
const overlapCharacters = 8_192;
const longestTitle = 500;

const scopes: Readonly<Record<Exclude<ContentPolicy, 'METADATA'>, RedactionScope>> = {
  REDACTED: 'all',
  FULL: 'structured',
};

/** An entry as it may leave the host. Under METADATA nothing of what was said remains but how long it was. */
export function entryUnderPolicy(entry: RawEntry, policy: ContentPolicy): SessionEntryInput {
  return { ...entry, ...namesOf(entry), ...contentOf(entry.text, policy) };
}

/** What is known of a session as it may leave the host. Its title comes from the first prompt, so it is content. */
export function factsUnderPolicy(facts: SessionFactsInput, policy: ContentPolicy): SessionFactsInput {
  const { title, cwd, repository, branch } = facts;
  return {
    ...facts,
    title: titleOf(title ?? null, policy),
    // Addresses of repositories are written with passwords in them.
    ...cleaned({ cwd, repository, branch }),
  };
}

function titleOf(title: string | null, policy: ContentPolicy): string | null {
  if (policy === 'METADATA' || title === null) return null;
  return cut(redact(title, scopes[policy], cut(title, longestTitle).length).text, longestTitle);
}

function contentOf(text: string | null, policy: ContentPolicy) {
  if (text === null) return { text, textLength: 0, withheld: false, redactions: 0 };
  const textLength = text.length;
  if (policy === 'METADATA') return { text: null, textLength, withheld: true, redactions: 0 };
  const near = text.slice(0, longestText + overlapCharacters);
  const redacted = redact(near, scopes[policy], cut(near, longestText).length);
  return { text: cut(redacted.text, longestText), textLength, withheld: false, redactions: redacted.count };
}

const namesOf = ({ toolName, model }: RawEntry) => cleaned({ toolName, model });

function cleaned<T extends Record<string, string | null | undefined>>(texts: T): T {
  const entries = Object.entries(texts).map(([name, text]) => [
    name,
    text == null ? text : redact(text, 'structured').text,
  ]);
  return Object.fromEntries(entries) as T;
}

/** The first `limit` UTF-16 units, without half a character at the end. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit);
}
