import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Database } from '../database/database.service.js';
import type { Tx } from '../database/tx.js';
import { readEvents } from '../events/event-reader.js';
import { Doorbell } from '../live/doorbell.js';
import { Log } from '../telemetry/log.js';
import { ReactionRegistry } from './reaction-registry.js';
import { reactionQueue } from './queue-names.js';

const pageSize = 500;
const sweepMs = 1000;

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
    const [head]: { relayed_seq: string }[] = await tx.query(
      `select relayed_seq from audit_heads where org_id = $1 and relayed_seq < size for update skip locked`,
      [organizationId],
    );
    if (!head) return false;
    const rows = await readEvents(tx, organizationId, Number(head.relayed_seq), pageSize);
    if (rows.length === 0) return false;
    const jobs = rows.flatMap((row) =>
      this.registry.reactingTo(row.type).map((name) => ({
        name,
        data: { organizationId, eventId: row.id },
        opts: {
          jobId: `${row.id}-${name}`,
          attempts: 10,
          backoff: { type: 'exponential', delay: 1000 },
          removeOnComplete: 1000,
          removeOnFail: 5000,
        },
      })),
    );
    // Queued before the position moves: a crash in between queues them again, and the receipt keeps them single.
    if (jobs.length > 0) await this.queue.addBulk(jobs);
    await tx.query(`update audit_heads set relayed_seq = $2 where org_id = $1`, [
      organizationId,
      rows.at(-1)!.seq,
    ]);
    return rows.length === pageSize;
  }
}
