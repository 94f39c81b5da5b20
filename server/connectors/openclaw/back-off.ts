/** Pauses between attempts: doubling from 1 s to 30 s, each drawn from the upper half so that fleets spread out. */
export class BackOff {
  private attempts = 0;

  constructor(
    private readonly random: () => number = Math.random,
    private readonly firstMs = 1000,
    private readonly maxMs = 30_000,
  ) {}

  /** The next pause in milliseconds. */
  next(): number {
    const full = Math.min(this.firstMs * 2 ** this.attempts, this.maxMs);
    this.attempts = Math.min(this.attempts + 1, 30);
    return Math.round(full / 2 + (full / 2) * this.random());
  }

  reset(): void {
    this.attempts = 0;
  }
}
