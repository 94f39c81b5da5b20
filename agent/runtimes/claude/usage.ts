import type { SessionUsageInput } from '../../../schema/generated/types.js';
import { count, fieldsOf, identifier, isoTime, shortText, timeMs, type Fields } from '../fields.js';

/** Written for messages Claude Code makes up itself; no model was called. */
export const SYNTHETIC_MODEL = '<synthetic>';

/**
 * The tokens an assistant row tells of; null when no model was called for it. Every row of a message repeats them, so
 * they are keyed by the message, which forks copy too.
 */
export function usageOf(row: Fields, sessionExternalId: string, entryKey: string): SessionUsageInput | null {
  const message = fieldsOf(row.message);
  const usage = fieldsOf(message.usage);
  const model = shortText(message.model);
  if (row.type !== 'assistant' || model === null || model === SYNTHETIC_MODEL) return null;
  if (typeof usage.output_tokens !== 'number') return null;
  return {
    sessionExternalId,
    key: callKey(row, message) ?? entryKey,
    entryKey,
    at: isoTime(timeMs(row.timestamp)),
    model,
    provider: null,
    input: count(usage.input_tokens),
    cacheRead: count(usage.cache_read_input_tokens),
    ...cacheWrites(usage),
    output: count(usage.output_tokens),
    reasoning: count(fieldsOf(usage.output_tokens_details).thinking_tokens),
  };
}

/** Message and request; endpoints of third parties leave out the request. */
function callKey(row: Fields, message: Fields): string | null {
  const id = identifier(message.id, 190);
  const request = identifier(row.requestId);
  return id !== null && request !== null ? `${id}:${request}` : id;
}

/** What was written to the cache, for five minutes and for one hour; older versions tell only the sum. */
function cacheWrites(usage: Fields): Pick<SessionUsageInput, 'cacheWrite' | 'cacheWriteLong'> {
  const sum = count(usage.cache_creation_input_tokens);
  const long = Math.min(sum, count(fieldsOf(usage.cache_creation).ephemeral_1h_input_tokens));
  return { cacheWrite: sum - long, cacheWriteLong: long };
}
