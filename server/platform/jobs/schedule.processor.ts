import { InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job, Queue } from 'bullmq';
import { Log } from '../telemetry/log.js';
import { ReactionRegistry } from './reaction-registry.js';
import { scheduleQueue } from './queue-names.js';

/** Runs what rooms marked with `@Every`, on one worker at a time. */
@Processor(scheduleQueue, { concurrency: 1 })
export class ScheduleProcessor extends WorkerHost {
  constructor(
    private readonly registry: ReactionRegistry,
    private readonly log: Log,
    @InjectQueue(scheduleQueue) private readonly queue: Queue,
  ) {
    super();
  }

  /** Writes the timetable of this build and drops entries of older ones. */
  async start(): Promise<void> {
    const wanted = this.registry.schedules();
    for (const known of await this.queue.getJobSchedulers()) {
      if (!wanted.some((s) => s.name === known.key)) await this.queue.removeJobScheduler(known.key);
    }
    for (const schedule of wanted) {
      await this.queue.upsertJobScheduler(
        schedule.name,
        { every: schedule.everySeconds * 1000 },
        { name: schedule.name, opts: { removeOnComplete: 10, removeOnFail: 100 } },
      );
    }
  }

  /** Whether the timetable still stands. */
  async isComplete(): Promise<boolean> {
    const known = new Set((await this.queue.getJobSchedulers()).map((entry) => entry.key));
    return this.registry.schedules().every((s) => known.has(s.name));
  }

  async process(job: Job): Promise<void> {
    const schedule = this.registry.schedules().find((s) => s.name === job.name);
    if (schedule) await schedule.run();
    else this.log.warn('a job names an unknown schedule', { schedule: job.name });
  }
}
