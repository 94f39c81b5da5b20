import { Inject, Injectable } from '@nestjs/common';
import type { Dependency } from '../../schema/generated/types.js';
import { systemCtx } from '../platform/auth/ctx.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.service.js';
import { EventLog } from '../platform/events/event-log.service.js';
import type { QueueBackend } from '../platform/jobs/queue-backend.js';
import { QUEUE_BACKEND } from '../platform/jobs/queue-backend.token.js';
import { Doorbell } from '../platform/live/doorbell.js';
import { withinMs } from '../platform/telemetry/deadline.js';

const answerWithinMs = 2000;
/** Probes come from several places at once; one look serves all of them for this long. */
const keepMs = 1000;
/** A recorded event waits at most about a second for its seal while a worker runs. */
const longestBacklogSeconds = 10;
/** Belongs to no organisation and nothing recorded under it is ever committed. */
const probeOrganization = '00000000-0000-0000-0000-000000000000';

class RollBack extends Error {}

/** Looks at everything the server depends on, one by one, each with its own time limit. */
@Injectable()
export class Dependencies {
  private seen: { at: number; all: Promise<Dependency[]> } | null = null;

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly events: EventLog,
    private readonly clock: Clock,
    @Inject(QUEUE_BACKEND) private readonly queue: QueueBackend,
  ) {}

  /** Every dependency, at most a second old. Never throws: what does not answer is DOWN. */
  all(): Promise<Dependency[]> {
    const now = this.clock.now().getTime();
    if (this.seen === null || now - this.seen.at >= keepMs || now < this.seen.at) {
      this.seen = { at: now, all: this.look() };
    }
    return this.seen.all;
  }

  private look(): Promise<Dependency[]> {
    const carrier = this.queue.kind === 'valkey' ? 'Valkey' : 'PostgreSQL';
    return Promise.all([
      probe('database', async () => {
        await this.database.ping();
        return 'PostgreSQL answers.';
      }),
      probe('queue', async () => {
        await this.queue.ping();
        return `Jobs wait in ${carrier}, which answers.`;
      }),
      probe('live', async () => {
        await this.doorbell.carrier.ping();
        return `News travels through ${carrier}, which answers.`;
      }),
      probe('worker', () => this.worker()),
      probe('audit', () => this.audit()),
    ]);
  }

  /** A worker that is away shows as events nobody seals. */
  private async worker(): Promise<string> {
    const [row] = await this.database.query<{ seconds: number | null }>(
      'select extract(epoch from clock_timestamp() - sys_oldest_unsealed())::float8 as seconds',
    );
    const seconds = row?.seconds ?? 0;
    if (seconds > longestBacklogSeconds) {
      throw new Error(
        `Events wait for their seal since ${Math.round(seconds)} s: no worker runs, or it is stuck.`,
      );
    }
    return 'Events are sealed as they come.';
  }

  /** Writes an event as any mutation would, and takes it back. */
  private async audit(): Promise<string> {
    const ctx = systemCtx(probeOrganization, 'readiness');
    try {
      await this.database.within(ctx, async (tx) => {
        await this.events.record(tx, ctx, { type: 'audit.probed' });
        // Written by now: a commit would do that, but here is none.
        await tx.query('select');
        throw new RollBack();
      });
    } catch (error) {
      if (!(error instanceof RollBack)) throw error;
    }
    return 'The log can be written.';
  }
}

async function probe(name: string, look: () => Promise<string>): Promise<Dependency> {
  try {
    return { name, state: 'UP', detail: await withinMs(look(), answerWithinMs) };
  } catch (error) {
    return { name, state: 'DOWN', detail: error instanceof Error ? error.message : 'It does not answer.' };
  }
}
