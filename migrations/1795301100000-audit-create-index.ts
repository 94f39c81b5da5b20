import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the log's text and date filters skip by: for every 128 sealed rows the span of their times and which letter
 * sequences occur in them. Under row-level security PostgreSQL uses no trigram index (its operators are not
 * leakproof), and one would slow every recorded event down; this one is written later, in the background.
 */
export class AuditCreateIndex1795301100000 implements MigrationInterface {
  name = 'AuditCreateIndex1795301100000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table audit_blocks (
        org_id uuid not null,
        block bigint not null,
        first_at timestamptz(3) not null,
        last_at timestamptz(3) not null,
        grams bytea not null,
        primary key (org_id, block) include (first_at, last_at)
      );
      -- Two rows fit a page exactly; kept in the row, a search reads them without a second look-up each.
      alter table audit_blocks alter column grams set storage plain;
      select fence_tenant_table('audit_blocks');
      grant select, insert, delete on audit_blocks to clawbutler_app;
      create policy sys on audit_blocks for select to clawbutler_sys using (true);
      grant select on audit_blocks to clawbutler_sys;

      create function sys_unindexed_orgs() returns setof uuid language sql stable security definer
        set search_path = public, pg_temp as $$
          select h.org_id from audit_heads h
          where h.size >= 128 * (1 + coalesce((select max(b.block) + 1 from audit_blocks b where b.org_id = h.org_id), 0)) $$;
      alter function sys_unindexed_orgs() owner to clawbutler_sys;
      revoke execute on function sys_unindexed_orgs() from public;
      grant execute on function sys_unindexed_orgs() to clawbutler_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop function sys_unindexed_orgs(); drop table audit_blocks;');
  }
}
