/** Wakes a loop that waits for the time or for something to happen, whichever comes first. */
export class Bell {
  private rung = false;
  private wake: (() => void) | null = null;

  /** Ends the wait; one that has not begun ends at once. */
  ring(): void {
    this.rung = true;
    this.wake?.();
  }

  /** Waits until it rings, at most `ms`; no longer once `signal` aborts. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.rung && !signal.aborted) await this.silence(ms, signal);
    this.rung = false;
  }

  private silence(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.wake = null;
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end);
      this.wake = end;
    });
  }
}
