const firstMs = 1_000;
const longestMs = 60_000;

/** How long to wait after failures in a row: twice as long each time, up to a minute, and never in step with other hosts. */
export class BackOff {
  private failures = 0;

  constructor(private readonly random: () => number = Math.random) {}

  /** After one more failure; not less than what the server asked for. */
  nextMs(askedSeconds: number | null = null): number {
    const full = Math.min(longestMs, firstMs * 2 ** Math.min(this.failures++, 16));
    const jittered = full / 2 + this.random() * (full / 2);
    return Math.max(jittered, Math.min(askedSeconds ?? 0, 3_600) * 1_000);
  }

  /** It went well: the next failure is a first one again. */
  reset(): void {
    this.failures = 0;
  }
}
