/** A clock that stands still until told; for specs. Fits every `{now, after}` clock of the server. */
export class ManualClock {
  private at = 1_795_333_000_000;
  private timers: { dueMs: number; task: () => void }[] = [];

  now(): number {
    return this.at;
  }

  after(delayMs: number, task: () => void): () => void {
    const timer = { dueMs: this.at + delayMs, task };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Lets time pass, running what falls due in order. */
  advance(ms: number): void {
    const end = this.at + ms;
    for (;;) {
      const [next] = this.timers.filter(({ dueMs }) => dueMs <= end).sort((a, b) => a.dueMs - b.dueMs);
      if (!next) break;
      this.timers = this.timers.filter((other) => other !== next);
      this.at = next.dueMs;
      next.task();
    }
    this.at = end;
  }
}
