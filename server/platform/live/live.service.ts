import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.service.js';
import { logSize, readEvents } from '../events/event-reader.js';
import type { EventRow } from '../events/event-row.js';
import { Log } from '../telemetry/log.js';
import { Doorbell } from './doorbell.js';
import { Follower, OrganizationFeed } from './organization-feed.js';

const pageSize = 500;
/** A subscriber further behind than this is told to read its lists again instead. */
const replayLimit = 20_000;

/** Rows of the log, in order; or what is missing before the rows after `seq`. */
export type LivePage = { events: readonly EventRow[] } | { gap: string; seq: number };

/**
 * Follows the sealed log for subscribers. Each subscriber pulls at its own pace from its own position: recent rows
 * from memory (read once per process), older ones from the database. So nothing queues up for a slow one,
 * a resumed one misses nothing, and live and replay are the same path.
 */
@Injectable()
export class Live implements OnModuleInit, OnModuleDestroy {
  private readonly feeds = new Map<string, OrganizationFeed>();
  private unlisten: (() => void) | null = null;

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.unlisten = this.doorbell.on('sealed', (organizationId) => this.feeds.get(organizationId)?.look());
  }

  onModuleDestroy(): void {
    this.unlisten?.();
    for (const feed of this.feeds.values()) feed.close();
    this.feeds.clear();
  }

  /**
   * Sealed events after `after` (exclusive), for ever, in order, as many at a time as are there. Without `after` it
   * starts at the end of the log. Ends when `signal` aborts.
   */
  async *follow(organizationId: string, after: number | null, signal: AbortSignal): AsyncGenerator<LivePage> {
    const feed = this.enter(organizationId);
    const follower = new Follower(signal);
    try {
      await feed.ready();
      const { position, gap } = await this.beginning(feed, after);
      if (gap !== null) yield { seq: position, gap };
      yield* this.deliver(feed, position, follower);
    } finally {
      follower.leave();
      this.leave(feed, follower);
    }
  }

  /** Where a follower begins, and why not where it asked to. */
  private async beginning(
    feed: OrganizationFeed,
    after: number | null,
  ): Promise<{ position: number; gap: string | null }> {
    // Most who resume are not further back than memory tells: after a restart a thousand do at once.
    if (after !== null && after <= feed.end && feed.end - after <= replayLimit)
      return { position: after, gap: null };
    const size = await this.size(feed.organizationId);
    if (after === null) return { position: size, gap: null };
    if (after > size) return { position: size, gap: 'The log is shorter than your position.' };
    const tooFar = size - after > replayLimit;
    return tooFar
      ? { position: size, gap: 'Too much was missed to replay.' }
      : { position: after, gap: null };
  }

  private async *deliver(
    feed: OrganizationFeed,
    from: number,
    follower: Follower,
  ): AsyncGenerator<{ events: readonly EventRow[] }> {
    let position = from;
    // A closed feed grows no more and says so at once: waiting on would spin without ever yielding to anything else.
    while (!follower.isGone && !feed.isClosed) {
      const events = feed.after(position) ?? (await this.page(feed.organizationId, position));
      if (events.length === 0) await feed.grown(position, follower);
      else {
        position = Number(events.at(-1)!.seq);
        yield { events };
      }
    }
  }

  private page(organizationId: string, after: number): Promise<EventRow[]> {
    return this.database.within({ organizationId }, (tx) => readEvents(tx, organizationId, after, pageSize));
  }

  private size(organizationId: string): Promise<number> {
    return this.database.within({ organizationId }, (tx) => logSize(tx, organizationId));
  }

  /** Counts a follower before anything is awaited, so that nobody closes the feed under a newcomer. */
  private enter(organizationId: string): OrganizationFeed {
    let feed = this.feeds.get(organizationId);
    if (!feed) {
      feed = new OrganizationFeed(
        organizationId,
        {
          size: () => this.size(organizationId),
          after: (position) => this.page(organizationId, position),
          pageSize,
        },
        this.log,
      );
      this.feeds.set(organizationId, feed);
    }
    feed.followers++;
    return feed;
  }

  private leave(feed: OrganizationFeed, follower: Follower): void {
    feed.forget(follower);
    feed.followers--;
    if (feed.followers > 0) return;
    feed.close();
    if (this.feeds.get(feed.organizationId) === feed) this.feeds.delete(feed.organizationId);
  }
}
