import { count, fieldsOf, identifier, shortText, timeMs, type Fields } from '../fields.js';
import type { Json } from '../reading.js';

/** Tokens as Codex writes them: `input` includes what was cached. */
export interface CodexTokens {
  readonly [name: string]: number;
  readonly input: number;
  readonly cached: number;
  readonly cacheWrite: number;
  readonly output: number;
  readonly reasoning: number;
}

/** What has to be remembered of a rollout between two reads. All of it comes from its lines. */
export interface RolloutState {
  /** Its own first record has been read; further ones belong to histories that were copied into it. */
  metaSeen: boolean;
  parent: string | null;
  forkedFrom: string | null;
  isSubagent: boolean;
  /** Until when rows may be copies, written when the thread began; null when it holds none or they are over. */
  copiedUntilMs: number | null;
  bornMs: number | null;
  position: number;
  atMs: number | null;
  /** A turn has begun and not ended. */
  working: boolean;
  model: string | null;
  provider: string | null;
  cwd: string | null;
  branch: string | null;
  repository: string | null;
  version: string | null;
  title: string | null;
  /** `token_usage_record`s were seen: they are the truth, and `token_count` is not counted. */
  hasRecords: boolean;
  /** Cumulative tokens of the last `token_count`. */
  total: CodexTokens | null;
  /** Times the cumulative count began anew. */
  restarts: number;
}

const NO_TOKENS: CodexTokens = { input: 0, cached: 0, cacheWrite: 0, output: 0, reasoning: 0 };

/** The state before the first line. */
export function freshState(): RolloutState {
  return {
    metaSeen: false,
    parent: null,
    forkedFrom: null,
    isSubagent: false,
    copiedUntilMs: null,
    bornMs: null,
    position: -1,
    atMs: null,
    working: false,
    model: null,
    provider: null,
    cwd: null,
    branch: null,
    repository: null,
    version: null,
    title: null,
    hasRecords: false,
    total: null,
    restarts: 0,
  };
}

/** The state a saved value stands for; what is unsound in it is as if not there. */
export function restoredState(saved: unknown): RolloutState {
  const from = fieldsOf(saved);
  return {
    metaSeen: from.metaSeen === true,
    isSubagent: from.isSubagent === true,
    working: from.working === true,
    hasRecords: from.hasRecords === true,
    parent: identifier(from.parent),
    forkedFrom: identifier(from.forkedFrom),
    copiedUntilMs: timeMs(from.copiedUntilMs),
    bornMs: timeMs(from.bornMs),
    atMs: timeMs(from.atMs),
    position: Number.isSafeInteger(from.position) ? (from.position as number) : -1,
    restarts: count(from.restarts),
    total: from.total == null ? null : { ...NO_TOKENS, ...restoredTokens(fieldsOf(from.total)) },
    ...restoredTexts(from),
  };
}

function restoredTexts(
  from: Fields,
): Pick<RolloutState, 'model' | 'provider' | 'cwd' | 'branch' | 'repository' | 'version' | 'title'> {
  return {
    model: shortText(from.model),
    provider: shortText(from.provider),
    cwd: shortText(from.cwd, 4_096),
    branch: shortText(from.branch, 500),
    repository: shortText(from.repository, 2_000),
    version: shortText(from.version),
    title: shortText(from.title, 300),
  };
}

function restoredTokens(from: Fields): Record<string, number> {
  return Object.fromEntries(Object.keys(NO_TOKENS).map((name) => [name, count(from[name])]));
}

/** The state as JSON, detached from what goes on changing. */
export function savedState(state: RolloutState): { readonly [name: string]: Json } {
  return { ...state };
}

/** Tokens as a rollout writes them. */
export function tokensOf(usage: Fields): CodexTokens {
  return {
    input: count(usage.input_tokens),
    cached: count(usage.cached_input_tokens),
    cacheWrite: count(usage.cache_write_input_tokens),
    output: count(usage.output_tokens),
    reasoning: count(usage.reasoning_output_tokens),
  };
}
