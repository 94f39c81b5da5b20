import { runMigrations } from 'bullmq';
import type pg from 'pg';
import { reactionQueue, scheduleQueue } from './queue-names.js';

/** Creates BullMQ's own tables (schema `bullmq`) for the embedded default, and lets the server's role use them. */
export async function migrateQueueSchema(owner: pg.Client): Promise<void> {
  await runMigrations(owner as never);
  // The first job of a queue would create its sequence, which the server's role may not do.
  for (const queue of [reactionQueue, scheduleQueue])
    await owner.query('select bullmq.next_job_id($1)', [queue]);
  await owner.query(`
    grant usage on schema bullmq to clawbutler_app;
    grant select, insert, update, delete on all tables in schema bullmq to clawbutler_app;
    grant usage, select, update on all sequences in schema bullmq to clawbutler_app;
    grant execute on all functions in schema bullmq to clawbutler_app;
    -- Several jobs at once are added through a temporary table.
    do $$ begin
      if not has_database_privilege('clawbutler_app', current_database(), 'temporary') then
        execute format('grant temporary on database %I to clawbutler_app', current_database());
      end if;
    end $$;
  `);
}
