import { costWords, tokenWords } from './cost-words';

const priced = {
  usdMicros: 1_234_567,
  basis: 'LIST_PRICE',
  unpricedTokens: 0,
  priceVersion: '2026-11-01',
  reportedUsdMicros: null,
} as const;

describe('costs in words', () => {
  it('always say how far they are known', () => {
    expect(costWords(priced)).toMatchObject({ figure: '$1.23', label: 'list price' });
    expect(costWords({ ...priced, basis: 'METERED' }).label).toBe('estimated');
    expect(costWords({ ...priced, basis: 'SUBSCRIPTION' }).label).toBe('list price, subscription');
  });

  it('never show nothing for what has no price', () => {
    const unpriced = { ...priced, usdMicros: null, basis: 'UNPRICED' as const, unpricedTokens: 900 };
    expect(costWords(unpriced)).toMatchObject({ figure: '—', label: 'unpriced' });
    expect(costWords({ ...unpriced, unpricedTokens: 0 }).label).toBe('unpriced');
  });

  it('say when a part has no price', () => {
    const words = costWords({ ...priced, unpricedTokens: 12_000 });
    expect(words).toMatchObject({ figure: '$1.23 +', label: 'list price, partly unpriced' });
    expect(words.means).toContain('12,000 tokens');
  });

  it('are a dash when nothing was used', () => {
    expect(costWords({ ...priced, usdMicros: null })).toMatchObject({ figure: '—', label: '' });
  });
});

it('shortens tokens', () => {
  expect([0, 999, 1_234, 1_250_000].map(tokenWords)).toEqual(['0', '999', '1.2K', '1.3M']);
});
