import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets readiness see whether anybody seals: the age of the oldest event that waits, in any organisation. */
export class PlatformWatchSealing1795300900000 implements MigrationInterface {
  name = 'PlatformWatchSealing1795300900000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create function sys_oldest_unsealed() returns timestamptz language sql stable security definer
        set search_path = public, pg_temp as $$ select min(at) from domain_events where seq is null $$;
      alter function sys_oldest_unsealed() owner to clawbutler_sys;
      revoke execute on function sys_oldest_unsealed() from public;
      grant execute on function sys_oldest_unsealed() to clawbutler_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop function sys_oldest_unsealed()');
  }
}
