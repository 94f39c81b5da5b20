import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Gateways under governance, what they showed at the last sync, who holds their link, and the work queued for them. */
export class ConnectorsCreate1795300200000 implements MigrationInterface {
  name = 'ConnectorsCreate1795300200000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table connectors (
        org_id uuid not null references organizations(id) on delete cascade,
        id uuid not null,
        kind text not null default 'OPENCLAW',
        name text not null,
        url text not null,
        auth text not null,
        secret text not null,
        device_id text not null,
        device_identity text not null,
        device_token text,
        enabled boolean not null default true,
        version integer not null default 1,
        retry integer not null default 0,
        state text not null default 'CONNECTING',
        state_reason text,
        state_code text,
        state_since timestamptz(3) not null default clock_timestamp(),
        last_connected_at timestamptz(3),
        last_sync_at timestamptz(3),
        next_attempt_at timestamptz(3),
        protocol integer,
        server_version text,
        boot_id text,
        read_only boolean not null default false,
        read_only_reason text,
        scopes text[] not null default '{}',
        pairing jsonb,
        exec_mode text,
        healthy boolean,
        created_at timestamptz(3) not null default clock_timestamp(),
        created_by uuid not null,
        removed_at timestamptz(3),
        primary key (org_id, id)
      );
      create unique index connectors_url on connectors (org_id, url) where removed_at is null;
      create index connectors_name on connectors (org_id, lower(name), id) where removed_at is null;

      create table connector_mirrors (
        org_id uuid not null,
        connector_id uuid not null,
        models jsonb not null default '[]',
        sessions jsonb not null default '[]',
        session_count integer not null default 0,
        usage jsonb,
        presence jsonb not null default '[]',
        synced_at timestamptz(3) not null default clock_timestamp(),
        primary key (org_id, connector_id),
        foreign key (org_id, connector_id) references connectors (org_id, id) on delete cascade
      );

      create table connector_leases (
        org_id uuid not null,
        connector_id uuid not null,
        holder text not null,
        until timestamptz(3) not null,
        primary key (org_id, connector_id),
        foreign key (org_id, connector_id) references connectors (org_id, id) on delete cascade
      );

      create table connector_commands (
        org_id uuid not null,
        id uuid not null,
        connector_id uuid not null,
        kind text not null,
        subject_id uuid not null,
        payload jsonb not null,
        state text not null default 'QUEUED',
        attempts integer not null default 0,
        next_attempt_at timestamptz(3) not null default clock_timestamp(),
        created_at timestamptz(3) not null default clock_timestamp(),
        expires_at timestamptz(3) not null,
        finished_at timestamptz(3),
        result jsonb,
        primary key (org_id, id),
        foreign key (org_id, connector_id) references connectors (org_id, id) on delete cascade
      );
      create index connector_commands_queued on connector_commands (org_id, connector_id, next_attempt_at) where state = 'QUEUED';
      create index connector_commands_subject on connector_commands (org_id, subject_id);

      select fence_tenant_table('connectors');
      select fence_tenant_table('connector_mirrors');
      select fence_tenant_table('connector_leases');
      select fence_tenant_table('connector_commands');
      grant select, insert, update, delete on connectors, connector_mirrors, connector_leases, connector_commands to clawbutler_app;

      create policy sys on connectors for select to clawbutler_sys using (true);
      create policy sys on connector_leases for all to clawbutler_sys using (true) with check (true);
      create policy sys on connector_commands for select to clawbutler_sys using (true);
      grant select on connectors, connector_commands to clawbutler_sys;
      grant select, insert, update, delete on connector_leases to clawbutler_sys;

      -- Renews the caller's leases, takes those that ran out, and gives back the whole list. One holder at a time:
      -- the row lock of the upsert decides between two workers.
      create function sys_claim_connectors(me text, ttl_seconds integer)
        returns table (org_id uuid, connector_id uuid, version integer, retry integer)
        language plpgsql security definer set search_path = public, pg_temp as $$
        #variable_conflict use_column
        begin
          delete from connector_leases l using connectors c
            where c.org_id = l.org_id and c.id = l.connector_id and l.holder = me and (not c.enabled or c.removed_at is not null);
          insert into connector_leases as l (org_id, connector_id, holder, until)
            select c.org_id, c.id, me, clock_timestamp() + make_interval(secs => ttl_seconds)
            from connectors c where c.enabled and c.removed_at is null
            order by c.org_id, c.id
          on conflict (org_id, connector_id) do update set holder = me, until = excluded.until
            where l.holder = me or l.until < clock_timestamp();
          return query
            select c.org_id, c.id, c.version, c.retry from connector_leases l
            join connectors c on c.org_id = l.org_id and c.id = l.connector_id
            where l.holder = me and c.enabled and c.removed_at is null;
        end $$;
      create function sys_release_connectors(me text) returns void language sql security definer
        set search_path = public, pg_temp as $$ delete from connector_leases where holder = me $$;
      -- Organisations with queued orders that nobody will deliver any more.
      create function sys_orgs_with_expired_commands() returns setof uuid language sql stable security definer
        set search_path = public, pg_temp as $$
          select distinct org_id from connector_commands where state = 'QUEUED' and expires_at < now() $$;
      alter function sys_claim_connectors(text, integer) owner to clawbutler_sys;
      alter function sys_release_connectors(text) owner to clawbutler_sys;
      alter function sys_orgs_with_expired_commands() owner to clawbutler_sys;
      revoke execute on function sys_claim_connectors(text, integer), sys_release_connectors(text), sys_orgs_with_expired_commands() from public;
      grant execute on function sys_claim_connectors(text, integer), sys_release_connectors(text), sys_orgs_with_expired_commands() to clawbutler_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      drop function sys_orgs_with_expired_commands(), sys_release_connectors(text), sys_claim_connectors(text, integer);
      drop table connector_commands, connector_leases, connector_mirrors, connectors;
    `);
  }
}
