import type { SessionUsageInput } from '../../../schema/generated/types.js';
import { fieldsOf, identifier, type Fields } from '../fields.js';
import { tokensOf, type CodexTokens, type RolloutState } from './rollout-state.js';

/** Tokens of one model call, and what tells it from others of its thread. */
export interface CountedCall {
  readonly key: string;
  readonly tokens: CodexTokens;
}

/** What a `token_usage_record` tells; null for one of another thread, which that thread's own rollout tells. */
export function recordedCall(state: RolloutState, payload: Fields, thread: string): CountedCall | null {
  state.hasRecords = true;
  const response = identifier(payload.response_id);
  const owner = identifier(payload.thread_id) ?? thread;
  if (response === null || owner !== thread) return null;
  return { key: `${thread}:${response}`, tokens: tokensOf(fieldsOf(payload.usage)) };
}

/**
 * What a `token_count` tells where there are no records: the growth of the cumulative count, since the event is repeated
 * and its count of the last call is not to be trusted. `copied`: it belongs to a history copied in, and only sets where
 * this thread begins to count.
 */
export function countedCall(
  state: RolloutState,
  payload: Fields,
  where: { readonly thread: string; readonly copied: boolean },
): CountedCall | null {
  const told = fieldsOf(payload.info).total_token_usage;
  if (state.hasRecords || told == null) return null;
  const total = tokensOf(fieldsOf(told));
  const before = state.total;
  const restarted = before !== null && sumOf(total) < sumOf(before);
  if (restarted) state.restarts++;
  state.total = total;
  const tokens = before === null || restarted ? total : grown(before, total);
  if (where.copied || sumOf(tokens) === 0) return null;
  return { key: `${where.thread}:${state.restarts}:${sumOf(total)}`, tokens };
}

function sumOf(tokens: CodexTokens): number {
  return tokens.input + tokens.output;
}

function grown(before: CodexTokens, after: CodexTokens): CodexTokens {
  const by = (name: keyof CodexTokens) => Math.max(0, (after[name] ?? 0) - (before[name] ?? 0));
  return {
    input: by('input'),
    cached: by('cached'),
    cacheWrite: by('cacheWrite'),
    output: by('output'),
    reasoning: by('reasoning'),
  };
}

/** The tokens by kinds that do not overlap. */
export function kindsOf(
  tokens: CodexTokens,
): Pick<SessionUsageInput, 'input' | 'cacheRead' | 'cacheWrite' | 'cacheWriteLong' | 'output' | 'reasoning'> {
  const cacheRead = Math.min(tokens.cached, tokens.input);
  const cacheWrite = Math.min(tokens.cacheWrite, tokens.input - cacheRead);
  return {
    input: tokens.input - cacheRead - cacheWrite,
    cacheRead,
    cacheWrite,
    cacheWriteLong: 0,
    output: tokens.output,
    reasoning: Math.min(tokens.reasoning, tokens.output),
  };
}
