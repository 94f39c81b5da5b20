import type { CostOfFragment } from '../../graphql/generated/documents';
import { usdWords } from '../../ui/usd-words';
import { basisLooks } from './session-looks';

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** "1.2M": tokens where there is little room. The whole number belongs beside it, on hover at least. */
export const tokenWords = (tokens: number): string => compact.format(tokens);

export interface CostWords {
  /** The figure, or a dash where there is none. */
  figure: string;
  /** How far it is known; empty only when nothing was used. */
  label: string;
  /** The same, as a sentence. */
  means: string;
}

/** A cost as people may read it: what has no price is never nothing, and a part without a price is said. */
export function costWords(cost: CostOfFragment): CostWords {
  const { usdMicros, basis, unpricedTokens } = cost;
  if (usdMicros === null) {
    if (unpricedTokens === 0 && basis !== 'UNPRICED')
      return { figure: '—', label: '', means: 'Nothing was used.' };
    return { figure: '—', label: basisLooks.UNPRICED.word, means: basisLooks.UNPRICED.means };
  }
  const { word, means } = basisLooks[basis];
  if (unpricedTokens === 0) return { figure: usdWords(usdMicros), label: word, means };
  return {
    figure: `${usdWords(usdMicros)} +`,
    label: basis === 'UNPRICED' ? 'partly unpriced' : `${word}, partly unpriced`,
    means: `${means} ${unpricedTokens.toLocaleString('en')} tokens of models without a known price are not in it.`,
  };
}
