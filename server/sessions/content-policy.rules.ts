import type { ContentPolicy } from '../../schema/generated/types.js';
import { redactedBy } from './secret-shapes.rules.js';

export const longestText = 65_536;

/** What is kept of an entry's content. */
export interface Content {
  text: string | null;
  textLength: number;
  withheld: boolean;
  redactions: number;
}

/**
 * Keeps an entry's content to the policy. The host did the same before sending; it is not relied on.
 * Under METADATA nothing of the text remains but how long it was.
 */
export function keptContent(policy: ContentPolicy, content: Content): Content {
  const textLength = Math.max(content.textLength, content.text?.length ?? 0);
  if (policy === 'METADATA') {
    return { ...content, text: null, textLength, withheld: content.withheld || textLength > 0 };
  }
  if (content.text === null) return { ...content, textLength };
  const { text, count } = redactedBy(policy, cut(content.text, longestText));
  return {
    text: cut(text, longestText),
    textLength,
    withheld: content.withheld,
    redactions: content.redactions + count,
  };
}

/** A title is made of the first prompt, so it is content. */
export function keptTitle(policy: ContentPolicy, title: string | null): string | null {
  return policy === 'METADATA' || title === null ? null : redactedBy(policy, title).text;
}

/** The first `limit` UTF-16 units, without half a character at the end. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit);
}
