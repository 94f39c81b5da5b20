const secretKey =
  /^(?:.*[_-])?(?:password|passwd|secret|token|authorization|cookie|api[_-]?key|private[_-]?key|credential|master[_-]?key)$/i;
/** Keys that look secret and are not. */
const harmless = new Set(['pageToken', 'inputTokens', 'outputTokens', 'totalTokens']);
/** Our own tokens, bearer headers, JWTs, and the vendors' published key prefixes. Linear-time expressions only. */
const secretValue =
  /\bcb_[a-z]{2,8}_[0-9A-Za-z]{10}_[0-9A-Za-z_]{40,60}|\bBearer [\w.~+/=-]{16,}|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}|\b(?:sk|rk|pk)[-_](?:live|test|ant|proj)[-_][\w-]{16,}|\bgh[pousr]_[0-9A-Za-z]{30,}|\bAKIA[0-9A-Z]{16}\b|\bxox[abprs]-[\w-]{10,}/g;
const mark = '[redacted]';
const depthLimit = 60;

/** Replaces what looks like a secret inside a text. */
export function redactText(text: string): string {
  return text.replace(secretValue, mark);
}

/** A copy of plain JSON with secret-named keys and secret-looking values replaced. Shape is kept. */
export function redactDeep(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth > depthLimit) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => redactDeep(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      isSecret(key, item) ? mark : redactDeep(item, depth + 1),
    ]),
  );
}

function isSecret(key: string, item: unknown): boolean {
  return typeof item === 'string' && item !== '' && secretKey.test(key) && !harmless.has(key);
}
