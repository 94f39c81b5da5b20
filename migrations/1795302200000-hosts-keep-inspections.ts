import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The settings in force of each runtime, as its host read them last. What they were before is in the log. */
export class HostsKeepInspections1795302200000 implements MigrationInterface {
  name = 'HostsKeepInspections1795302200000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table runtime_inspections (
        org_id uuid not null,
        instance_id uuid not null,
        digest text not null,
        facts jsonb not null,
        sources jsonb not null,
        inspected_at timestamptz(3) not null default clock_timestamp(),
        changed_at timestamptz(3) not null default clock_timestamp(),
        primary key (org_id, instance_id),
        foreign key (org_id, instance_id) references runtime_instances (org_id, id) on delete cascade
      );
      select fence_tenant_table('runtime_inspections');
      grant select, insert, update, delete on runtime_inspections to clawbutler_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table runtime_inspections;');
  }
}
