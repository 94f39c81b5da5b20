import { calcPrice } from '@pydantic/genai-prices';
import fc from 'fast-check';
import type { PricedCall } from '../sessions/usage-pricing.service.js';
import { PriceBook } from './price-book.js';
import overrides from './price-overrides.json' with { type: 'json' };

const book = new PriceBook(overrides);
const call = (changes: Partial<PricedCall>): PricedCall => ({
  ...{ model: 'claude-opus-5-5', provider: 'anthropic', at: new Date('2026-11-22T00:00:00Z') },
  ...{ input: 0, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, output: 0 },
  ...changes,
});
const usd = (changes: Partial<PricedCall>) => book.priceOf(call(changes))! / 1e12;

/** Model, uncached input, output, cache read, written for 5 minutes, for an hour, and what Claude Code 2.1.330 said it cost. */
const told: [string, number, number, number, number, number, number][] = [
  ['claude-opus-5-5', 8, 14, 5000, 201, 100, 0.003117],
  ['claude-opus-5-5', 24, 92, 15000, 633, 300, 0.010501],
  ['claude-sonnet-4-5-20250929', 24, 92, 10000, 4478, 1200, 0.0284445],
  ['claude-opus-4-5-20251101', 28, 92, 10000, 4487, 1200, 0.04748375],
  ['claude-haiku-4-5-20251001', 27, 92, 10000, 4496, 1200, 0.009507],
  ['claude-sonnet-4-6', 26, 92, 10000, 4505, 1200, 0.02855175],
  ['claude-opus-4-6', 30, 92, 10000, 4514, 1200, 0.0476625],
  ['claude-opus-4-8', 24, 92, 15000, 723, 300, 0.01743875],
  ['claude-sonnet-5', 28, 92, 15000, 732, 300, 0.007006],
  ['claude-opus-5', 27, 92, 15000, 741, 300, 0.01756625],
];

describe('the price of a call', () => {
  it.each(told)('of %s is what the runtime itself says', (model, ...figures) => {
    const [input, output, cacheRead, cacheWrite, cacheWriteLong, cost] = figures;
    expect(
      Math.abs(usd({ model, input, output, cacheRead, cacheWrite, cacheWriteLong }) - cost),
    ).toBeLessThan(1e-9);
  });

  it('of a Codex session is what ccusage says', () => {
    const tokens = { input: 75_720 - 31_100, cacheRead: 31_100, output: 3871 };
    expect(usd({ model: 'gpt-5', provider: 'openai', ...tokens })).toBeCloseTo(0.0983725, 9);
  });

  it('is unknown for a model without one, never 0', () => {
    for (const model of ['gpt-6.1-sol', 'nobody-knows-this', '<synthetic>', 'toString', ''])
      expect(book.priceOf(call({ model, provider: null, input: 10 }))).toBeNull();
  });

  it('is whole, and 0 only for nothing', () => {
    expect(book.priceOf(call({}))).toBe(0);
    expect(book.priceOf(call({ cacheRead: 1 }))).toBe(200_000);
  });

  it('goes by the provider where it is known, and by the model where it is somebody’s own name', () => {
    const tokens = { input: 1000, output: 1000 };
    expect(usd({ provider: 'bedrock', ...tokens })).toBeCloseTo(0.0264, 9);
    for (const provider of ['corp-proxy', 'stub', null, '__proto__', 'x'.repeat(100)])
      expect(usd({ provider, ...tokens })).toBeCloseTo(0.024, 9);
  });

  it('is told per call, because tiers are', () => {
    const half = usd({ model: 'gpt-6-astra', provider: 'openai', input: 200_000 });
    expect(usd({ model: 'gpt-6-astra', provider: 'openai', input: 400_000 })).toBeCloseTo(4 * half, 6);
  });

  it('is the package’s own to 1e-9 for every model it knows, whatever the mix', () => {
    const mix = fc.record({
      ...{ input: fc.nat(400_000), cacheRead: fc.nat(300_000), cacheWrite: fc.nat(9000) },
      ...{ cacheWriteLong: fc.nat(9000), output: fc.nat(9000) },
    });
    const model = fc.constantFrom(
      ...told.map(([name]) => name),
      'gpt-5',
      'gpt-5-codex',
      'gpt-6-astra',
      'gpt-6-luna',
    );
    fc.assert(
      fc.property(model, mix, (name, tokens) => {
        const { input, cacheRead, cacheWrite, cacheWriteLong, output } = tokens;
        const usage = {
          input_tokens: input + cacheRead + cacheWrite + cacheWriteLong,
          ...{ cache_read_tokens: cacheRead, cache_write_tokens: cacheWrite + cacheWriteLong },
          ...{ cache_write_1h_tokens: cacheWriteLong, output_tokens: output },
        };
        const theirs = calcPrice(usage, name, { timestamp: new Date('2026-11-22T00:00:00Z') })!.total_price;
        expect(Math.abs(usd({ model: name, provider: null, ...tokens }) - theirs)).toBeLessThan(1e-9);
      }),
    );
  });

  it('comes from the overrides first, and says of which edition', () => {
    const own = {
      ...{ id: 'own', name: 'Own', api_pattern: '.*' },
      models: [{ id: 'new-1', match: { equals: 'new-1' }, prices: { input_mtok: 2.5, output_mtok: 10 } }],
    };
    const with1 = new PriceBook({ version: 'e1', providers: [own] });
    expect(with1.priceOf(call({ model: 'new-1', provider: null, input: 1000, output: 100 }))).toBe(
      3_500_000_000,
    );
    expect(with1.version).toBe('genai-prices 0.1.8, overrides e1');
    expect(book.version).toMatch(/^genai-prices 0\.1\.8, overrides \d{4}-\d{2}-\d{2}$/);
  });

  it('costs little to find again', () => {
    for (let i = 0; i < 3000; i++) book.priceOf(call({ model: `unknown-${i}`, provider: null }));
    book.priceOf(call({ input: 1 }));
    const started = performance.now();
    for (let i = 0; i < 1000; i++) book.priceOf(call({ input: i }));
    expect(performance.now() - started).toBeLessThan(200);
  });
});
