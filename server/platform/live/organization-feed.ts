import { setTimeout as delay } from 'node:timers/promises';
import type { EventRow } from '../events/event-row.js';
import type { Log } from '../telemetry/log.js';

const keep = 2000;
const lookAnywayMs = 1000;
/** Rows gather for this long per follower before the next are told: a write of many costs hardly more than of one. */
const gatherMs = 0.4;
const gatherAtMostMs = 200;

/** Somebody who waits for a feed to grow, again and again, until their signal aborts. */
export class Follower {
  private resolve: (() => void) | null = null;
  private readonly onAbort = () => this.wake();

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', this.onAbort);
  }

  get isGone(): boolean {
    return this.signal.aborted;
  }

  /** Resolves at the next `wake`, or when the signal aborts. */
  woken(): Promise<void> {
    return new Promise((resolve) => (this.resolve = resolve));
  }

  wake(): void {
    this.resolve?.();
  }

  /** Stops listening to the signal. */
  leave(): void {
    this.signal.removeEventListener('abort', this.onAbort);
  }
}

/** The newest sealed rows of one organisation, read once per process and shared by all its subscribers. */
export class OrganizationFeed {
  followers = 0;
  private rows: EventRow[] = [];
  private head = 0;
  private opening: Promise<void> | null = null;
  private wanted = false;
  private reading = false;
  private closed = false;
  private readonly waiting = new Set<Follower>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    readonly organizationId: string,
    private readonly source: {
      /** How long the sealed log is. */
      size: () => Promise<number>;
      /** A page of rows after a position. */
      after: (position: number) => Promise<EventRow[]>;
      pageSize: number;
    },
    private readonly log: Log,
  ) {}

  /** Resolves once the end of the log is known; nothing else of a feed may be asked before. */
  ready(): Promise<void> {
    return (this.opening ??= this.open());
  }

  /** Reads what was sealed since; called when the doorbell rings, and before `ready` without effect. */
  look(): void {
    if (!this.timer) return;
    this.wanted = true;
    if (!this.reading && !this.closed) void this.readOn();
  }

  /** Rows after a position when memory still has all of them; null when the database must be asked. */
  after(position: number): EventRow[] | null {
    if (position >= this.head) return [];
    const first = Number(this.rows[0]?.seq ?? Infinity);
    if (position + 1 < first) return null;
    return this.rows.slice(position + 1 - first);
  }

  /** How long the log is, as far as memory knows. */
  get end(): number {
    return this.head;
  }

  /** Resolves once the log is longer than `position`, the feed closes, or the follower is gone. */
  grown(position: number, follower: Follower): Promise<void> {
    if (this.closed || follower.isGone || this.head > position) return Promise.resolve();
    this.waiting.add(follower);
    return follower.woken();
  }

  /** A follower left and waits no more. */
  forget(follower: Follower): void {
    this.waiting.delete(follower);
  }

  /** Nothing comes any more: its process is stopping, or nobody follows it. */
  get isClosed(): boolean {
    return this.closed;
  }

  close(): void {
    this.closed = true;
    if (this.timer) clearInterval(this.timer);
    this.wake();
  }

  /** The doorbell may be lost, so it also looks by itself. */
  private async open(): Promise<void> {
    this.head = await this.source.size();
    if (!this.closed) this.timer = setInterval(() => this.look(), lookAnywayMs);
  }

  private async readOn(): Promise<void> {
    this.reading = true;
    try {
      while (this.wanted && !this.closed) {
        this.wanted = false;
        if (await this.take()) await this.gather();
      }
    } catch (error) {
      this.log.warn('live feed could not read, tried again within a second', { error });
    } finally {
      this.reading = false;
    }
  }

  /** @returns whether there was anything new. */
  private async take(): Promise<boolean> {
    const rows = await this.source.after(this.head);
    if (rows.length === 0) return false;
    this.rows = [...this.rows, ...rows].slice(-keep);
    this.head = Number(rows.at(-1)!.seq);
    // What is sealed from now on rings for itself.
    if (rows.length >= this.source.pageSize) this.wanted = true;
    this.wake();
    return true;
  }

  /** The first row after a silence is told at once; those that follow closely come together. */
  private gather(): Promise<void> {
    const ms = Math.min(this.followers * gatherMs, gatherAtMostMs);
    return ms < 1 ? Promise.resolve() : delay(ms);
  }

  private wake(): void {
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const follower of woken) follower.wake();
  }
}
