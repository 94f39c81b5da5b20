import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Log } from '../telemetry/log.js';
import type { QueueBackend } from './queue-backend.js';
import { QUEUE_BACKEND } from './queue-backend.token.js';
import { Relay } from './relay.service.js';
import { ScheduleProcessor } from './schedule.processor.js';

const lookEveryMs = 3000;

/**
 * Valkey is a doorbell, not a store: it may lose everything (killed without persistence, flushed) or its last second.
 * Then the timetable is written again and what was relayed lately is queued again, out of PostgreSQL.
 */
@Injectable()
export class QueueRepair implements OnModuleDestroy {
  /** At start, too: it may have been lost while no worker ran. */
  private due = true;
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;

  constructor(
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    private readonly schedules: ScheduleProcessor,
    private readonly relay: Relay,
    private readonly log: Log,
  ) {}

  start(): void {
    if (this.backend.kind === 'postgresql') return;
    this.backend.onReturn(() => (this.due = true));
    this.timer = setInterval(() => {
      this.looking ??= this.look()
        .catch((error: unknown) => this.log.warn('the queue could not be repaired, tried again', { error }))
        .finally(() => (this.looking = null));
    }, lookEveryMs);
  }

  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (!this.due && (await this.schedules.isComplete())) return;
    this.due = false;
    try {
      await this.schedules.start();
      await this.relay.again();
      this.log.info('the queue was filled again');
    } catch (error) {
      this.due = true;
      throw error;
    }
  }
}
