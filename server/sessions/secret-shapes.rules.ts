import type { ContentPolicy } from '../../schema/generated/types.js';

/** Secrets whose own shape gives them away. Linear-time expressions only: each repeats one class, bounded or not followed by it. */
const known: readonly [kind: string, shape: RegExp][] = [
  [
    'private key',
    // Also one whose end was cut off.
    /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:(?!-----END)[A-Za-z0-9+/=\s\\:,.-]){0,8192}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g,
  ],
  ['ClawButler token', /\bcb_[a-z]{2,8}_[0-9A-Za-z]{10}_[0-9A-Za-z_]{40,60}/g],
  ['JSON web token', /\beyJ[\w-]{10,2048}\.[\w-]{10,4096}\.[\w-]{10,1024}/g],
  ['API key', /\b(?:sk|rk|pk)[-_](?:live|test|ant|proj|or|svcacct)[-_][\w-]{16,256}/g],
  ['API key', /\bsk-[0-9A-Za-z]{32,64}\b/g],
  ['API key', /\bAIza[\w-]{35}/g],
  ['GitHub token', /\b(?:gh[pousr]_[0-9A-Za-z]{30,255}|github_pat_\w{40,255})/g],
  ['GitLab token', /\bglpat-[\w-]{20,64}/g],
  ['AWS key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ['Slack token', /\bxox[abprs]-[\w-]{10,256}/g],
  ['npm token', /\bnpm_[0-9A-Za-z]{36}\b/g],
  ['bearer token', /\bBearer [\w.~+/=-]{16,4096}/g],
];

/** Values of what is called a secret: `password=…`, `"api_key": "…"`, `postgres://user:…@host`. */
const assigned =
  /((?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential)s?["']?\s{0,3}[=:]\s{0,3}["']?)(?!\d+\b)([^\s"'[\],;}]{6,512})/gi;
const inAddress = /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/]{0,64}:)([^\s:@/]{1,256})(?=@)/gi;

/**
 * Replaces what looks like a secret by its kind: known shapes always, and with REDACTED also values that are called
 * secret. A text that went through once goes through again unchanged.
 */
export function redactedBy(policy: ContentPolicy, text: string): { text: string; count: number } {
  let count = 0;
  let result = text;
  for (const [kind, shape] of known) {
    result = result.replace(shape, () => {
      count++;
      return `[${kind}]`;
    });
  }
  if (policy !== 'REDACTED') return { text: result, count };
  for (const shape of [assigned, inAddress]) {
    result = result.replace(shape, (_all, name: string) => {
      count++;
      return `${name}[secret]`;
    });
  }
  return { text: result, count };
}
