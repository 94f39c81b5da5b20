import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calcPrice, findProvider, type Provider } from '@pydantic/genai-prices';
import type { PricedCall, PriceList } from '../sessions/usage-pricing.service.js';

/** Prices for models the package lacks, checked in and versioned. */
export interface PriceOverrides {
  version: string;
  providers: Provider[];
}

const picosPerUsd = 1e12;
const remembered = 1000;
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
  /** Which provider's entry for a model was found; looking it up costs a hundred times more than calculating. */
  private readonly found = new Map<string, Provider | null>();

  constructor(private readonly overrides: PriceOverrides) {
    this.version = `genai-prices ${dependencies['@pydantic/genai-prices']}, overrides ${overrides.version}`;
  }

  priceOf(call: PricedCall): number | null {
    const provider = this.providerOf(call);
    if (!provider) return null;
    const usage = {
      input_tokens: call.input + call.cacheRead + call.cacheWrite + call.cacheWriteLong,
      cache_read_tokens: call.cacheRead,
      cache_write_tokens: call.cacheWrite + call.cacheWriteLong,
      cache_write_1h_tokens: call.cacheWriteLong,
      output_tokens: call.output,
    };
    const price = calculated(() =>
      calcPrice(usage, call.model, { provider, timestamp: call.at ?? undefined }),
    );
    return price && Number.isFinite(price.total_price) ? Math.round(price.total_price * picosPerUsd) : null;
  }

  private providerOf(call: PricedCall): Provider | null {
    const key = JSON.stringify([call.provider, call.model]);
    let provider = this.found.get(key);
    if (provider === undefined) {
      provider = this.look(call);
      // Names come from hosts: what is remembered of them stays bounded.
      if (this.found.size >= remembered) this.found.clear();
      this.found.set(key, provider);
    }
    return provider;
  }

  /**
   * A provider that the table does not know is somebody's proxy under a name of their own; its model is priced by the
   * model's name alone. The entry found is kept alone, so that the next call finds it at once.
   */
  private look({ model, provider }: PricedCall): Provider | null {
    const one = { input_tokens: 1, output_tokens: 1 };
    for (const own of this.overrides.providers) {
      if (calculated(() => calcPrice(one, model, { provider: own }))) return own;
    }
    const known = provider !== null && calculated(() => findProvider({ providerId: provider }) ?? null);
    const found = calculated(() => calcPrice(one, model, known ? { provider: known } : {}));
    return found && { ...found.provider, models: [found.model], fallback_model_providers: [] };
  }
}

/** The package throws for figures that contradict each other; a call like that has no price. */
function calculated<T>(calculate: () => T | null): T | null {
  try {
    return calculate();
  } catch {
    return null;
  }
}
