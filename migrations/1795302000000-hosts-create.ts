import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Developers' machines, what runs on them, and the two ways in which a machine becomes one of an organisation's hosts. */
export class HostsCreate1795302000000 implements MigrationInterface {
  name = 'HostsCreate1795302000000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- A key is one host's, once: what was revoked never comes back, in no organisation.
      create table runtime_hosts (
        org_id uuid not null references organizations(id) on delete cascade,
        id uuid not null,
        name text not null,
        hostname text not null,
        platform text not null,
        agent_version text not null,
        public_key bytea not null,
        key_hash bytea not null unique,
        paired_at timestamptz(3) not null default clock_timestamp(),
        paired_by uuid,
        last_seen_at timestamptz(3),
        revoked_at timestamptz(3),
        clock_offset_ms integer,
        spool_depth integer not null default 0,
        problems text[] not null default '{}',
        clone_detected_at timestamptz(3),
        primary key (org_id, id)
      );
      create index runtime_hosts_name on runtime_hosts (org_id, lower(name), id);

      create table runtime_instances (
        org_id uuid not null,
        id uuid not null,
        host_id uuid not null,
        kind text not null,
        key text not null,
        location text not null,
        label text not null,
        version text,
        state text not null default 'DISCOVERED',
        content_policy text,
        paused boolean not null default false,
        session_count integer not null default 0,
        running_count integer not null default 0,
        total_bytes double precision not null default 0,
        backlog_bytes double precision not null default 0,
        problems text[] not null default '{}',
        found_at timestamptz(3) not null default clock_timestamp(),
        missing_since timestamptz(3),
        last_sync_at timestamptz(3),
        added_at timestamptz(3),
        added_by uuid,
        primary key (org_id, id),
        unique (org_id, host_id, key),
        foreign key (org_id, host_id) references runtime_hosts (org_id, id) on delete cascade
      );

      create table host_enrolments (
        org_id uuid not null references organizations(id) on delete cascade,
        id uuid not null,
        token_hash bytea not null unique,
        created_by uuid not null,
        created_at timestamptz(3) not null default clock_timestamp(),
        expires_at timestamptz(3) not null,
        used_at timestamptz(3),
        host_id uuid,
        primary key (org_id, id)
      );
      create index host_enrolments_open on host_enrolments (org_id, expires_at) where used_at is null;

      -- Belongs to nobody until a person with the code takes it into their organisation.
      create table host_pairing_requests (
        id uuid primary key,
        device_code_hash bytea not null unique,
        user_code_hash bytea not null unique,
        public_key bytea not null,
        key_hash bytea not null,
        hostname text not null,
        platform text not null,
        agent_version text not null,
        asked_from text,
        created_at timestamptz(3) not null default clock_timestamp(),
        expires_at timestamptz(3) not null,
        interval_seconds integer not null default 5,
        polled_at timestamptz(3),
        state text not null default 'PENDING',
        decided_at timestamptz(3),
        host_org_id uuid,
        host_id uuid
      );
      create index host_pairing_requests_key on host_pairing_requests (key_hash);
      create index host_pairing_requests_age on host_pairing_requests (expires_at);

      -- The number of a host's last request: what keeps every earlier one from being sent again.
      create table host_sequences (
        org_id uuid not null,
        host_id uuid not null,
        last_sequence bigint not null,
        primary key (org_id, host_id),
        foreign key (org_id, host_id) references runtime_hosts (org_id, id) on delete cascade
      );
      -- Tells a replay from a copy of the key, for five minutes. May be lost at any time: the sequence holds by itself.
      create unlogged table host_nonces (
        org_id uuid not null,
        host_id uuid not null,
        nonce text not null,
        seen_at timestamptz(3) not null default clock_timestamp(),
        primary key (org_id, host_id, nonce),
        foreign key (org_id, host_id) references runtime_hosts (org_id, id) on delete cascade
      );

      select fence_tenant_table('runtime_hosts');
      select fence_tenant_table('runtime_instances');
      select fence_tenant_table('host_enrolments');
      select fence_tenant_table('host_sequences');
      select fence_tenant_table('host_nonces');
      grant select, insert, update, delete on runtime_hosts, runtime_instances, host_enrolments, host_pairing_requests,
        host_sequences, host_nonces to clawbutler_app;

      create policy sys on runtime_hosts for select to clawbutler_sys using (true);
      create policy sys on host_enrolments for select to clawbutler_sys using (true);
      grant select on runtime_hosts, host_enrolments to clawbutler_sys;

      -- Whose key this is: needed before any organisation is known.
      create function sys_runtime_host(hash bytea)
        returns table (org_id uuid, id uuid, name text, public_key bytea, revoked_at timestamptz)
        language sql stable security definer set search_path = public, pg_temp as $$
          select h.org_id, h.id, h.name, h.public_key, h.revoked_at from runtime_hosts h where h.key_hash = hash $$;
      create function sys_host_enrolment(hash bytea)
        returns table (org_id uuid, id uuid, created_by uuid, creator_role text)
        language sql stable security definer set search_path = public, pg_temp as $$
          select e.org_id, e.id, e.created_by,
                 (select m.role from memberships m where m.org_id = e.org_id and m.user_id = e.created_by and m.suspended_at is null)
          from host_enrolments e where e.token_hash = hash $$;
      -- Which of these hosts are still let in: asked with sys_live_credentials for open sockets.
      create function sys_live_hosts(hosts uuid[]) returns table (id uuid, org_id uuid)
        language sql stable security definer set search_path = public, pg_temp as $$
          select h.id, h.org_id from runtime_hosts h where h.id = any (hosts) and h.revoked_at is null $$;
      alter function sys_runtime_host(bytea) owner to clawbutler_sys;
      alter function sys_host_enrolment(bytea) owner to clawbutler_sys;
      alter function sys_live_hosts(uuid[]) owner to clawbutler_sys;
      revoke execute on function sys_runtime_host(bytea), sys_host_enrolment(bytea), sys_live_hosts(uuid[]) from public;
      grant execute on function sys_runtime_host(bytea), sys_host_enrolment(bytea), sys_live_hosts(uuid[]) to clawbutler_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      drop function sys_live_hosts(uuid[]), sys_host_enrolment(bytea), sys_runtime_host(bytea);
      drop table host_nonces, host_sequences, host_pairing_requests, host_enrolments, runtime_instances, runtime_hosts;
    `);
  }
}
