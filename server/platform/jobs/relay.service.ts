import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Database } from '../database/database.service.js';
import type { Tx } from '../database/tx.js';
import { Doorbell } from '../live/doorbell.js';
import { Log } from '../telemetry/log.js';
import { ReactionRegistry } from './reaction-registry.js';
import { reactionQueue } from './queue-names.js';

const pageSize = 500;
const sweepMs = 1000;

interface ReactedEvent {
  id: string;
  type: string;
}

/** Puts one job in the queue for every (sealed event, reaction). The position reached is kept in PostgreSQL. */
@Injectable()
export class Relay implements OnModuleDestroy {
  private readonly running = new Map<string, Promise<void>>();
  private stop: (() => void) | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly registry: ReactionRegistry,
    private readonly log: Log,
    @InjectQueue(reactionQueue) private readonly queue: Queue,
  ) {}

  start(): void {
    this.stop = this.doorbell.on('sealed', (organizationId) => this.wake(organizationId));
    this.timer = setInterval(
      () => void this.sweep().catch((error: unknown) => this.log.warn('relay sweep failed', { error })),
      sweepMs,
    );
  }

  async onModuleDestroy(): Promise<void> {
    this.stop?.();
    if (this.timer) clearInterval(this.timer);
    await Promise.allSettled(this.running.values());
  }

  /** Queues what was relayed in the last day once more, after the queue may have lost it: receipts keep reactions single. */
  async again(): Promise<void> {
    const orgs = await this.database.query<{ id: string }>('select sys_organization_ids() as id');
    for (const { id: organizationId } of orgs) {
      const events: ReactedEvent[] = await this.database.within({ organizationId }, (tx) =>
        tx.read(
          `select e.id, e.type from domain_events e
           where e.org_id = $1 and e.type = any ($2) and e.seq is not null and e.at > now() - interval '1 day'`,
          [organizationId, this.registry.types()],
        ),
      );
      await this.enqueue(organizationId, events);
    }
  }

  private wake(organizationId: string): void {
    if (this.running.has(organizationId)) return;
    const run = this.relay(organizationId)
      .catch((error: unknown) =>
        this.log.warn('relay failed, retried within a second', { organizationId, error }),
      )
      .finally(() => this.running.delete(organizationId));
    this.running.set(organizationId, run);
  }

  private async sweep(): Promise<void> {
    const rows = await this.database.query<{ id: string }>('select sys_unrelayed_orgs() as id');
    for (const row of rows) this.wake(row.id);
  }

  private async relay(organizationId: string): Promise<void> {
    let more = true;
    while (more)
      more = await this.database.within({ organizationId }, (tx) => this.relayPage(tx, organizationId));
  }

  private async relayPage(tx: Tx, organizationId: string): Promise<boolean> {
    const [[head], rows]: [{ relayed_seq: string }[], (ReactedEvent & { seq: string })[]] = await Promise.all(
      [
        tx.query(
          `select relayed_seq from audit_heads where org_id = $1 and relayed_seq < size for update skip locked`,
          [organizationId],
        ),
        tx.query(
          `select id, type, seq from domain_events where org_id = $1
         and seq > (select relayed_seq from audit_heads where org_id = $1) order by seq limit $2`,
          [organizationId, pageSize],
        ),
      ],
    );
    // Who holds the lock relays these.
    if (!head || rows.length === 0) return false;
    // Queued before the position moves: a crash in between queues them again, and the receipt keeps them single.
    await this.enqueue(organizationId, rows);
    tx.write(`update audit_heads set relayed_seq = $2 where org_id = $1`, [organizationId, rows.at(-1)!.seq]);
    return rows.length === pageSize;
  }

  private async enqueue(organizationId: string, events: readonly ReactedEvent[]): Promise<void> {
    const jobs = events.flatMap((event) =>
      this.registry.reactingTo(event.type).map((name) => ({
        name,
        data: { organizationId, eventId: event.id },
        opts: {
          jobId: `${event.id}-${name}`,
          attempts: 10,
          backoff: { type: 'exponential', delay: 1000 },
          removeOnComplete: 1000,
          removeOnFail: 5000,
        },
      })),
    );
    if (jobs.length > 0) await this.queue.addBulk(jobs);
  }
}
