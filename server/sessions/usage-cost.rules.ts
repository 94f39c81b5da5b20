import type { CostBasis, SessionCost, TokenUsage } from '../../schema/generated/types.js';
import { picosPerMicro } from './checked-batch.rules.js';
import type { UsageSums } from './session-row.js';

type Tokens = Pick<
  UsageSums,
  'input' | 'cache_read' | 'cache_write' | 'cache_write_long' | 'output' | 'reasoning'
>;

/** Tokens as the contract tells them. Sums beyond 2^53 lose their last digits, which nobody reads. */
export function usageOf(sums: Tokens): TokenUsage {
  const usage = {
    input: Number(sums.input),
    cacheRead: Number(sums.cache_read),
    cacheWrite: Number(sums.cache_write),
    cacheWriteLong: Number(sums.cache_write_long),
    output: Number(sums.output),
  };
  const total = Object.values(usage).reduce((sum, count) => sum + count, 0);
  return { ...usage, reasoning: Number(sums.reasoning), total };
}

/**
 * What something cost.
 * @param told what the sessions' runtimes say about how they are billed; nulls where they do not
 * @param reportedUsdPicos by the runtimes' own count; null where there is none or it cannot be split
 */
export function costOf(
  sums: Pick<UsageSums, 'usd_picos' | 'unpriced_tokens' | 'price_version'> & {
    priced_calls: number | string;
  },
  told: readonly (string | null)[],
  reportedUsdPicos: string | null,
): SessionCost {
  const isPriced = Number(sums.priced_calls) > 0;
  const unpricedTokens = Number(sums.unpriced_tokens);
  return {
    usdMicros: isPriced ? Number(sums.usd_picos) / picosPerMicro : null,
    basis: !isPriced && unpricedTokens > 0 ? 'UNPRICED' : basisOf(told),
    unpricedTokens,
    priceVersion: sums.price_version,
    reportedUsdMicros: reportedUsdPicos === null ? null : Number(reportedUsdPicos) / picosPerMicro,
  };
}

/** What all agree on; otherwise what is true of all of them: the sum is tokens times list price. */
function basisOf(told: readonly (string | null)[]): CostBasis {
  const [only, ...others] = new Set(told);
  return others.length === 0 && only ? (only as CostBasis) : 'LIST_PRICE';
}
