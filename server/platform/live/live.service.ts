import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.service.js';
import { logSize, readEvents } from '../events/event-reader.js';
import type { EventRow } from '../events/event-row.js';
import { Log } from '../telemetry/log.js';
import { Doorbell } from './doorbell.js';
import { OrganizationFeed } from './organization-feed.js';

const pageSize = 500;
/** A subscriber further behind than this is told to read its lists again instead. */
const replayLimit = 20_000;

export type LiveItem = { event: EventRow; seq: number } | { gap: string; seq: number };

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
   * Sealed events after `after` (exclusive), for ever, in order. Without `after` it starts at the end of the log.
   * Ends when `signal` aborts.
   */
  async *follow(organizationId: string, after: number | null, signal: AbortSignal): AsyncGenerator<LiveItem> {
    const feed = this.enter(organizationId);
    try {
      await feed.ready();
      yield* this.deliver(feed, after, signal);
    } finally {
      this.leave(feed);
    }
  }

  private async *deliver(
    feed: OrganizationFeed,
    after: number | null,
    signal: AbortSignal,
  ): AsyncGenerator<LiveItem> {
    const { organizationId } = feed;
    const size = await this.size(organizationId);
    let position = after ?? size;
    if (position > size || size - position > replayLimit) {
      yield {
        seq: size,
        gap: position > size ? 'The log is shorter than your position.' : 'Too much was missed to replay.',
      };
      position = size;
    }
    // A closed feed grows no more and says so at once: waiting on would spin without ever yielding to anything else.
    while (!signal.aborted && !feed.isClosed) {
      const rows = feed.after(position) ?? (await this.page(organizationId, position));
      for (const event of rows) {
        if (signal.aborted) return;
        position = Number(event.seq);
        yield { event, seq: position };
      }
      if (rows.length === 0) await feed.grown(position, signal);
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
        { size: () => this.size(organizationId), after: (position) => this.page(organizationId, position) },
        this.log,
      );
      this.feeds.set(organizationId, feed);
    }
    feed.followers++;
    return feed;
  }

  private leave(feed: OrganizationFeed): void {
    feed.followers--;
    if (feed.followers > 0) return;
    feed.close();
    if (this.feeds.get(feed.organizationId) === feed) this.feeds.delete(feed.organizationId);
  }
}
