import { Injectable } from '@nestjs/common';

/** Tokens of one model call, and what decides their price. */
export interface PricedCall {
  model: string;
  provider: string | null;
  /** When it was made: prices change. */
  at: Date | null;
  /** Uncached input; the four input kinds do not overlap. */
  input: number;
  cacheRead: number;
  cacheWrite: number;
  cacheWriteLong: number;
  output: number;
}

/** A price list: a higher room's. */
export interface PriceList {
  /** Names the list and its edition; stored beside every price. */
  readonly version: string;
  /** USD × 10⁻¹², whole; null when no price is known. Never throws. */
  priceOf(call: PricedCall): number | null;
}

/**
 * Where the room of prices registers its list at start-up: a call down, so that this room knows no prices.
 * Without a list nothing has a price, which is said and never counted as 0.
 */
@Injectable()
export class UsagePricing {
  private list: PriceList | null = null;

  register(list: PriceList): void {
    this.list = list;
  }

  /** The edition in use; null without a list. */
  get version(): string | null {
    return this.list?.version ?? null;
  }

  /** The price of a call and the edition it is from. */
  of(call: PricedCall): { usdPicos: number | null; priceVersion: string | null } {
    const usdPicos = this.list?.priceOf(call) ?? null;
    return { usdPicos, priceVersion: usdPicos === null ? null : this.list!.version };
  }
}
