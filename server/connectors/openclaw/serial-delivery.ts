import type { GatewayEvent } from './frames.js';

/** What one session of a link hands over: a resync, then the events after it. */
export interface DeliveryTarget {
  resync(): Promise<void>;
  /** All that wait, in order: one while nothing is behind, many under load. */
  events(events: readonly GatewayEvent[]): Promise<void> | void;
  /** Either of them failed: what was delivered can no longer be trusted to be complete. */
  failed(error: unknown): void;
}

type Task = 'resync' | GatewayEvent;

/** More waiting events than this are dropped in favour of one resync: memory stays bounded, nothing is lost. */
const MAX_WAITING = 10_000;
/** So many events are handed over at once: what comes after them is not kept waiting for ever by one handing-over. */
const MAX_TOGETHER = 200;

/**
 * Delivers serially and in order. A resync asked for while events wait runs after those (a snapshot does not repeat
 * what they tell, such as the outcome of a tool) and before all that arrive later.
 */
export class SerialDelivery {
  private tasks: Task[] = [];
  private running = false;
  private stopped = false;

  constructor(private readonly target: DeliveryTarget) {}

  resync(): void {
    if (this.stopped || this.tasks.at(-1) === 'resync') return;
    this.tasks.push('resync');
    this.run();
  }

  event(event: GatewayEvent): void {
    if (this.stopped) return;
    if (this.tasks.length >= MAX_WAITING) this.tasks = ['resync'];
    this.tasks.push(event);
    this.run();
  }

  /** Nothing more is started; what runs now runs to its end. */
  stop(): void {
    this.stopped = true;
    this.tasks = [];
  }

  private run(): void {
    if (this.running || this.stopped) return;
    this.running = true;
    void this.drain();
  }

  private async drain(): Promise<void> {
    try {
      while (this.tasks.length > 0 && !this.stopped) await this.next();
    } catch (error) {
      this.stop();
      this.target.failed(error);
    }
    this.running = false;
  }

  private async next(): Promise<void> {
    if (this.tasks[0] === 'resync') {
      this.tasks.shift();
      return this.target.resync();
    }
    const upTo = this.tasks.slice(0, MAX_TOGETHER).indexOf('resync');
    const events = this.tasks.splice(0, upTo < 0 ? MAX_TOGETHER : upTo);
    await this.target.events(events.filter((task) => task !== 'resync'));
  }
}
