import { Bell } from './bell.js';

const lookEveryMs = 15_000;
/** A request takes at most 20 seconds, a wait a minute, a survey of a huge home some more. */
const longestSilenceMs = 10 * 60_000;
/** Twice what importing may take; whatever needs more has gone wrong. */
const mostMemoryBytes = 512 * 1024 * 1024;

/** Something in this process hangs or grows: it must be started anew. */
export class Stuck extends Error {
  override readonly name = 'Stuck';
}

/** Watches that every loop comes round and the process stays small. */
export class Watchdog {
  private readonly beats = new Map<string, number>();

  constructor(
    private readonly now: () => number = () => performance.now(),
    private readonly memoryBytes: () => number = () => process.memoryUsage.rss(),
  ) {}

  /** A loop came round. */
  readonly beat = (name: string): void => void this.beats.set(name, this.now());

  /** A loop ended, and is not waited for. */
  forget(name: string): void {
    this.beats.delete(name);
  }

  /** @throws Stuck */
  check(): void {
    const overdue = [...this.beats].find(([, at]) => this.now() - at > longestSilenceMs);
    if (overdue !== undefined) throw new Stuck(`"${overdue[0]}" has not come round for ten minutes.`);
    if (this.memoryBytes() > mostMemoryBytes)
      throw new Stuck('The process takes more than 512 MiB of memory.');
  }

  /** Checks until the signal aborts. @throws Stuck */
  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.check();
      await new Bell().wait(lookEveryMs, signal);
    }
  }
}
