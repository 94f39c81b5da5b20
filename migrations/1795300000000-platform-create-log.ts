import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Roles, the tenant fence, and the event log. Roles outlive the database, so they are made only when missing.
 * `clawbutler_sys` owns the few functions that may look across organisations; nobody logs in as it.
 */
export class PlatformCreateLog1795300000000 implements MigrationInterface {
  name = 'PlatformCreateLog1795300000000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      do $$ begin
        if not exists (select 1 from pg_roles where rolname = 'clawbutler_app') then
          create role clawbutler_app nologin nosuperuser nobypassrls;
        end if;
        if not exists (select 1 from pg_roles where rolname = 'clawbutler_sys') then
          create role clawbutler_sys nologin nosuperuser nobypassrls;
        end if;
        if not pg_has_role(current_user, 'clawbutler_sys', 'member') then
          execute format('grant clawbutler_sys to %I', current_user);
        end if;
        if not pg_has_role(current_user, 'clawbutler_app', 'member') then
          -- Needed only where one login both owns the schema and runs the server.
          begin
            execute format('grant clawbutler_app to %I', current_user);
          exception when insufficient_privilege then null;
          end;
        end if;
      end $$;
      revoke create on schema public from public;
      grant usage on schema public to clawbutler_app, clawbutler_sys;
      grant create on schema public to clawbutler_sys;

      create function app_org() returns uuid language sql stable
        as $$ select nullif(current_setting('app.org', true), '')::uuid $$;

      -- Fences a table: only rows of the transaction's organisation exist, for the owner too.
      create function fence_tenant_table(target regclass, org_column text default 'org_id') returns void
      language plpgsql as $$ begin
        execute format('alter table %s enable row level security', target);
        execute format('alter table %s force row level security', target);
        execute format('create policy tenant on %s for all to public using (%I = nullif(current_setting(''app.org'', true), '''')::uuid) with check (%I = nullif(current_setting(''app.org'', true), '''')::uuid)',
          target, org_column, org_column);
      end $$;
      revoke execute on function fence_tenant_table(regclass, text) from public;

      create table domain_events (
        org_id uuid not null,
        id uuid not null,
        seq bigint,
        type text not null,
        at timestamptz(3) not null default clock_timestamp(),
        actor_kind text not null,
        actor_id text,
        actor_label text not null,
        subject_type text,
        subject_id text,
        subject_label text,
        outcome text not null,
        code text,
        request_id text not null,
        credential_id text,
        agent_id uuid,
        risk text,
        payload_digest text not null,
        leaf bytea,
        chain bytea,
        primary key (org_id, id)
      );
      create unique index domain_events_seq on domain_events (org_id, seq desc);
      create index domain_events_unsealed on domain_events (org_id, id) where seq is null;
      create index domain_events_type on domain_events (org_id, type, seq desc);
      create index domain_events_actor on domain_events (org_id, actor_id, seq desc);
      create index domain_events_agent on domain_events (org_id, agent_id, seq desc) where agent_id is not null;
      create index domain_events_risk on domain_events (org_id, risk, seq desc) where risk is not null;
      create index domain_events_subject on domain_events (org_id, subject_type, subject_id, seq desc);

      create table event_payloads (
        org_id uuid not null,
        event_id uuid not null,
        salt bytea not null,
        payload jsonb not null,
        canonical text not null,
        primary key (org_id, event_id)
      );

      create table audit_heads (
        org_id uuid primary key,
        size bigint not null,
        chain bytea not null,
        peaks bytea[] not null,
        relayed_seq bigint not null default 0
      );
      create table audit_nodes (
        org_id uuid not null,
        level smallint not null,
        index bigint not null,
        hash bytea not null,
        primary key (org_id, level, index)
      );
      create table checkpoints (
        org_id uuid not null,
        size bigint not null,
        root bytea not null,
        note text not null,
        at timestamptz(3) not null default clock_timestamp(),
        primary key (org_id, size)
      );
      create table reaction_receipts (
        org_id uuid not null,
        event_id uuid not null,
        reaction text not null,
        at timestamptz(3) not null default clock_timestamp(),
        primary key (org_id, event_id, reaction)
      );
      create table idempotency_keys (
        scope text not null,
        key_hash text not null,
        body_hash text not null,
        result text,
        created_at timestamptz(3) not null default clock_timestamp(),
        primary key (scope, key_hash)
      );
      create index idempotency_keys_age on idempotency_keys (created_at);
      create table rate_limits (
        name text not null,
        key text not null,
        points integer not null,
        window_ends timestamptz(3) not null,
        primary key (name, key)
      );
      create index rate_limits_age on rate_limits (window_ends);

      select fence_tenant_table('domain_events');
      select fence_tenant_table('event_payloads');
      select fence_tenant_table('audit_heads');
      select fence_tenant_table('audit_nodes');
      select fence_tenant_table('checkpoints');
      select fence_tenant_table('reaction_receipts');

      -- The log only grows: the server may insert, and seal a row once. Payloads may be erased, never changed.
      grant select, insert on domain_events, event_payloads, audit_nodes, checkpoints, reaction_receipts to clawbutler_app;
      grant update (seq, leaf, chain) on domain_events to clawbutler_app;
      grant delete on event_payloads to clawbutler_app;
      grant select, insert, update on audit_heads to clawbutler_app;
      grant select, insert, update, delete on idempotency_keys, rate_limits to clawbutler_app;
      create function refuse_resealing() returns trigger language plpgsql as $$ begin
        raise exception 'a sealed row never changes' using errcode = '42501', table = 'domain_events';
      end $$;
      create trigger domain_events_sealed_once before update on domain_events
        for each row when (old.seq is not null) execute function refuse_resealing();

      create policy sys on domain_events for select to clawbutler_sys using (true);
      create policy sys on audit_heads for select to clawbutler_sys using (true);
      create policy sys on checkpoints for select to clawbutler_sys using (true);
      grant select on domain_events, audit_heads, checkpoints to clawbutler_sys;

      create function sys_unsealed_orgs() returns setof uuid language sql stable security definer
        set search_path = public, pg_temp as $$ select distinct org_id from domain_events where seq is null $$;
      create function sys_uncheckpointed_orgs() returns setof uuid language sql stable security definer
        set search_path = public, pg_temp as $$
          select h.org_id from audit_heads h
          where h.size > 0 and not exists (select 1 from checkpoints c where c.org_id = h.org_id and c.size = h.size) $$;
      create function sys_unrelayed_orgs() returns setof uuid language sql stable security definer
        set search_path = public, pg_temp as $$ select org_id from audit_heads where relayed_seq < size $$;
      alter function sys_unsealed_orgs() owner to clawbutler_sys;
      alter function sys_uncheckpointed_orgs() owner to clawbutler_sys;
      alter function sys_unrelayed_orgs() owner to clawbutler_sys;
      revoke execute on all functions in schema public from public;
      grant execute on function app_org(), sys_unsealed_orgs(), sys_uncheckpointed_orgs(), sys_unrelayed_orgs() to clawbutler_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      drop function sys_unrelayed_orgs(); drop function sys_uncheckpointed_orgs(); drop function sys_unsealed_orgs();
      drop table rate_limits, idempotency_keys, reaction_receipts, checkpoints, audit_nodes, audit_heads, event_payloads, domain_events;
      drop function refuse_resealing(); drop function fence_tenant_table(regclass, text); drop function app_org();
    `);
  }
}
