import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agents that gateways run, stop orders with what each gateway reported, and what has to be put back at which gateway. */
export class AgentsCreate1795300300000 implements MigrationInterface {
  name = 'AgentsCreate1795300300000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table agents (
        org_id uuid not null,
        id uuid not null,
        connector_id uuid not null,
        external_id text not null,
        name text not null,
        emoji text,
        model text,
        is_default boolean not null default false,
        tools jsonb not null default '[]',
        workspace text,
        exec_mode text,
        runtime_state text not null default 'ONLINE',
        disabled boolean not null default false,
        power_note text,
        running_session_count integer not null default 0,
        session_count integer not null default 0,
        last_run_error text,
        last_activity_at timestamptz(3),
        first_seen_at timestamptz(3) not null default clock_timestamp(),
        last_seen_at timestamptz(3) not null default clock_timestamp(),
        removed_at timestamptz(3),
        primary key (org_id, id),
        unique (org_id, connector_id, external_id),
        foreign key (org_id, connector_id) references connectors (org_id, id) on delete cascade
      );
      create index agents_name on agents (org_id, lower(name), id) where removed_at is null;

      create table kill_switches (
        org_id uuid not null references organizations (id) on delete cascade,
        id uuid not null,
        scope text not null,
        target_id uuid not null,
        target_name text not null,
        connector_id uuid,
        state text not null default 'PENDING',
        reason text,
        engaged_at timestamptz(3) not null default clock_timestamp(),
        engaged_by uuid,
        confirmed_at timestamptz(3),
        expires_at timestamptz(3) not null,
        lifted_at timestamptz(3),
        lifted_by uuid,
        primary key (org_id, id)
      );
      create unique index kill_switches_in_force on kill_switches (org_id, scope, target_id)
        where state in ('PENDING', 'CONFIRMED_STOPPED', 'UNKNOWN');
      create index kill_switches_newest on kill_switches (org_id, engaged_at desc, id desc);

      create table kill_reports (
        org_id uuid not null,
        kill_switch_id uuid not null,
        connector_id uuid not null,
        connector_name text not null,
        state text not null default 'PENDING',
        steps text[] not null default '{}',
        expires_at timestamptz(3) not null,
        at timestamptz(3),
        primary key (org_id, kill_switch_id, connector_id),
        foreign key (org_id, kill_switch_id) references kill_switches (org_id, id) on delete cascade,
        foreign key (org_id, connector_id) references connectors (org_id, id) on delete cascade
      );

      -- One row per gateway and place stopped (an agent, or '' for the whole gateway), however many orders ask for it.
      -- Written before the gateway is touched, so that a crash in between still knows what to put back.
      create table gateway_stops (
        org_id uuid not null,
        connector_id uuid not null,
        agent_external_id text not null,
        -- JSON as text: what is put back has to be exactly what was there.
        restore text not null,
        planned_at timestamptz(3) not null default clock_timestamp(),
        primary key (org_id, connector_id, agent_external_id),
        foreign key (org_id, connector_id) references connectors (org_id, id) on delete cascade
      );

      select fence_tenant_table('agents');
      select fence_tenant_table('kill_switches');
      select fence_tenant_table('kill_reports');
      select fence_tenant_table('gateway_stops');
      grant select, insert, update, delete on agents, kill_switches, kill_reports, gateway_stops to clawbutler_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table gateway_stops, kill_reports, kill_switches, agents;`);
  }
}
