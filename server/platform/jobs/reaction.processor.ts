import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { Database } from '../database/database.service.js';
import type { EventRow } from '../events/event-row.js';
import { Log } from '../telemetry/log.js';
import { ReactionRegistry } from './reaction-registry.js';
import { reactionQueue } from './queue-names.js';

interface ReactionJob {
  organizationId: string;
  eventId: string;
}

/** Runs reactions. The receipt is written in the reaction's own transaction, so each takes effect once. */
@Processor(reactionQueue, { concurrency: 4 })
export class ReactionProcessor extends WorkerHost {
  constructor(
    private readonly database: Database,
    private readonly registry: ReactionRegistry,
    private readonly log: Log,
  ) {
    super();
  }

  async process(job: Job<ReactionJob>): Promise<void> {
    const { organizationId, eventId } = job.data;
    const run = this.registry.reaction(job.name);
    if (!run) {
      this.log.warn('a job names an unknown reaction', { reaction: job.name });
      return;
    }
    await this.database.within({ organizationId }, async (tx) => {
      const [first]: unknown[] = await tx.query(
        `insert into reaction_receipts (org_id, event_id, reaction) values ($1, $2, $3)
         on conflict do nothing returning event_id`,
        [organizationId, eventId, job.name],
      );
      if (!first) return;
      const [event]: EventRow[] = await tx.query(
        `select e.*, p.payload from domain_events e
         left join event_payloads p on p.org_id = e.org_id and p.event_id = e.id
         where e.org_id = $1 and e.id = $2`,
        [organizationId, eventId],
      );
      if (event) await run(event, tx);
    });
  }
}
