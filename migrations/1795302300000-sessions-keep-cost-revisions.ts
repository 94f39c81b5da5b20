import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pricing known model calls again: how far each recompute is, and what every session it changed had cost before. */
export class SessionsKeepCostRevisions1795302300000 implements MigrationInterface {
  name = 'SessionsKeepCostRevisions1795302300000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table cost_recomputes (
        org_id uuid not null references organizations(id) on delete cascade,
        id uuid not null,
        price_version text not null,
        session_count integer not null,
        done_count integer not null default 0,
        changed_count integer not null default 0,
        -- The last session that was priced again: they come in the order of their ids.
        after_session uuid,
        asked_at timestamptz(3) not null default clock_timestamp(),
        asked_by uuid,
        finished_at timestamptz(3),
        primary key (org_id, id)
      );
      create unique index cost_recomputes_open on cost_recomputes (org_id) where finished_at is null;
      create index cost_recomputes_recent on cost_recomputes (org_id, asked_at desc);

      create table session_cost_revisions (
        org_id uuid not null,
        session_id uuid not null,
        recompute_id uuid not null,
        at timestamptz(3) not null default clock_timestamp(),
        asked_by uuid,
        usd_picos bigint not null,
        priced_calls integer not null,
        unpriced_tokens bigint not null,
        price_version text,
        primary key (org_id, session_id, recompute_id),
        foreign key (org_id, session_id) references sessions (org_id, id) on delete cascade,
        foreign key (org_id, recompute_id) references cost_recomputes (org_id, id) on delete cascade
      );

      select fence_tenant_table('cost_recomputes');
      select fence_tenant_table('session_cost_revisions');
      grant select, insert, update on cost_recomputes to clawbutler_app;
      grant select, insert on session_cost_revisions to clawbutler_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table session_cost_revisions, cost_recomputes;');
  }
}
