import type { GatewayEvent } from './frames.js';

/** What one session of a link hands over: a resync, then the events after it, one at a time. */
export interface DeliveryTarget {
  resync(): Promise<void>;
  event(event: GatewayEvent): Promise<void> | void;
  /** Either of them failed: what was delivered can no longer be trusted to be complete. */
  failed(error: unknown): void;
}

type Task = 'resync' | GatewayEvent;

/** More waiting events than this are dropped in favour of one resync: memory stays bounded, nothing is lost. */
const MAX_WAITING = 10_000;

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
      for (let task = this.tasks.shift(); task !== undefined && !this.stopped; task = this.tasks.shift()) {
        await (task === 'resync' ? this.target.resync() : this.target.event(task));
      }
    } catch (error) {
      this.stop();
      this.target.failed(error);
    }
    this.running = false;
  }
}
