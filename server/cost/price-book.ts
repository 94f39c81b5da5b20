import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calcPrice, findProvider, type Provider } from '@pydantic/genai-prices';
import type { PricedCall, PriceList } from '../sessions/usage-pricing.service.js';

/** Prices for models the package lacks, checked in and versioned. */
export interface PriceOverrides {
  version: string;
  providers: Provider[];
}

const kinds = ['input', 'cacheRead', 'cacheWrite', 'cacheWriteLong', 'output'] as const;
type Tokens = Pick<PricedCall, (typeof kinds)[number]>;

/** What was found for a model: the provider with this model alone, and its rates where they never vary. */
interface Found {
  provider: Provider;
  /** USD × 10⁻¹² a token, by kind; null where the price has tiers or depends on the time. */
  rates: Tokens | null;
}

const picosPerUsd = 1e12;
const million = 1e6;
const remembered = 1000;
const nothing: Tokens = { input: 0, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, output: 0 };
/** Pinned exactly, so what is asked for is what is installed. */
const { dependencies } = JSON.parse(readFileSync(join(process.cwd(), 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};

/**
 * List prices of model calls: the overrides first, then the package's own table. Works offline, and prices each call by
 * itself, because tiers are per call.
 */
export class PriceBook implements PriceList {
  readonly version: string;
  private readonly found = new Map<string, Found | null>();

  constructor(private readonly overrides: PriceOverrides) {
    this.version = `genai-prices ${dependencies['@pydantic/genai-prices']}, overrides ${overrides.version}`;
  }

  priceOf(call: PricedCall): number | null {
    const found = this.foundFor(call);
    if (!found) return null;
    const { provider, rates } = found;
    if (rates) return Math.round(kinds.reduce((sum, kind) => sum + call[kind] * rates[kind], 0));
    return picosOf(call, call.model, { provider, timestamp: call.at ?? undefined });
  }

  private foundFor({ model, provider }: PricedCall): Found | null {
    const key = JSON.stringify([provider, model]);
    let found = this.found.get(key);
    if (found === undefined) {
      found = this.look(model, provider);
      // Names come from hosts: what is remembered of them stays bounded.
      if (this.found.size >= remembered) this.found.clear();
      this.found.set(key, found);
    }
    return found;
  }

  /**
   * A provider that the table does not know is somebody's proxy under a name of their own; its model is priced by the
   * model's name alone.
   */
  private look(model: string, providerName: string | null): Found | null {
    const ask = (options: { provider?: Provider }) =>
      calculated(() => calcPrice({ input_tokens: 1 }, model, options));
    const own = this.overrides.providers.map((provider) => ask({ provider })).find((price) => price !== null);
    const known = providerName && calculated(() => findProvider({ providerId: providerName }) ?? null);
    const price = own ?? ask(known ? { provider: known } : {});
    if (!price) return null;
    const provider = { ...price.provider, models: [price.model], fallback_model_providers: [] };
    return { provider, rates: isSteady(price.model.prices) ? ratesOf(model, provider) : null };
  }
}

/** One number for each kind of token, at all times and for calls of any size. */
function isSteady(prices: Provider['models'][number]['prices']): boolean {
  return !Array.isArray(prices) && Object.values(prices).every((price) => typeof price === 'number');
}

/** The package calculates a thousand times slower than five products do, so it is asked once for each kind. */
function ratesOf(model: string, provider: Provider): Tokens | null {
  const rates = { ...nothing };
  for (const kind of kinds) {
    const picos = picosOf({ ...nothing, [kind]: million }, model, { provider });
    if (picos === null) return null;
    rates[kind] = picos / million;
  }
  return rates;
}

function picosOf(
  tokens: Tokens,
  model: string,
  options: { provider: Provider; timestamp?: Date },
): number | null {
  const cacheWrites = tokens.cacheWrite + tokens.cacheWriteLong;
  const usage = {
    input_tokens: tokens.input + tokens.cacheRead + cacheWrites,
    cache_read_tokens: tokens.cacheRead,
    cache_write_tokens: cacheWrites,
    cache_write_1h_tokens: tokens.cacheWriteLong,
    output_tokens: tokens.output,
  };
  const price = calculated(() => calcPrice(usage, model, options));
  return price && Number.isFinite(price.total_price) ? Math.round(price.total_price * picosPerUsd) : null;
}

/** The package throws for figures that contradict each other; a call like that has no price. */
function calculated<T>(calculate: () => T | null): T | null {
  try {
    return calculate();
  } catch {
    return null;
  }
}
